"""Fail unless what is installed is the newest that there is of the named packages, together.

pip installs older versions without a word where something else asks for them.
"""

from __future__ import annotations

import json
import subprocess
import sys

names = sys.argv[1:]
command = [sys.executable, '-m', 'pip', 'install', '--quiet', '--dry-run', '--report=-']
report = subprocess.run([*command, '--upgrade', *names], check=True, stdout=subprocess.PIPE)
wanted = {name.lower() for name in names}
newer = [
    f'{found["name"]} {found["version"]}'
    for found in (item['metadata'] for item in json.loads(report.stdout)['install'])
    if found['name'].lower() in wanted
]
if newer:
    sys.exit(f'Something holds back what is newer: {", ".join(newer)}')
