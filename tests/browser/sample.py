"""The project that most tests in a browser look at: small, with a bit of everything in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

STATUSES = {
    'c': 'complete',
    'p': 'partial',
    'm': 'missing',
    'u': 'unknown',
    'l': 'planned',
    '!': 'sometimes',
}
"""The letters that stand for implementation statuses below. The last one is none."""


class Row(NamedTuple):
    """A feature: *cells* has a letter a driver, and *more* are further lines of the section."""

    key: str
    title: str
    status: str
    cells: str
    more: str = ''


def ini(drivers: Mapping[str, str], rows: Iterable[Row], head: str = '') -> str:
    """Return the text of a matrix file of *drivers*, titles by keys, and *rows*, after *head*."""
    sections = [head, *(f'[driver.{key}]\ntitle = {title}\n' for key, title in drivers.items())]
    for row in rows:
        cells = [
            f'driver.{driver} = {STATUSES[cell]}\n'
            for driver, cell in zip(drivers, row.cells, strict=True)
        ]
        options = f'title = {row.title}\nstatus = {row.status}\n{row.more}'
        sections.append(f'[{row.key}]\n{options}{"".join(cells)}')
    return '\n'.join(sections)


DRIVERS = {
    'kvm-x86': 'Libvirt KVM (x86)',
    'kvm-arm': 'Libvirt KVM (aarch64)',
    'kvm-s390x': 'Libvirt KVM (s390x)',
    'qemu': 'Libvirt QEMU',
    'lxc': 'Libvirt LXC',
    'xen': 'Libvirt Xen',
    'vz-vm': 'Libvirt Virtuozzo VM',
    'vz-ct': 'Libvirt Virtuozzo CT',
    'vmware': 'VMware vCenter',
    'hyperv': 'Hyper-V',
    'ironic': 'Ironic',
    'powervm': 'PowerVM',
}
COMMAND = 'server-add-volume --device=/dev/disk/by-id/virtio-0123456789abcdef --tag=' + 'a' * 40
ROWS = [
    Row(
        'operation.attach-volume',
        'Attach block volume to instance',
        'mandatory',
        'cccccpcmmucc',
        'notes = Gives an instance one more disk.\n'
        f'cli = {COMMAND} <server> <volume>;volume list\n'
        'api = os-volume_attachments\n'
        'driver-notes.xen = Needs _`Xen` 4.5 or newer: see `the tracker\n'
        f'    <https://example.org/bugs/1>`_, and then ``{COMMAND}``.\n',
    ),
    Row('operation.evacuate', 'Evacuate instances from a host', 'optional', 'ccccmcuummmm'),
    Row(
        'operation.live-migrate',
        'Live migration of instances',
        'optional',
        'ccpcmcccclmm',
        'driver-notes.kvm-s390x = Only between hosts of the same generation.\n',
    ),
    Row(
        'console.serial',
        'Serial console',
        'choice(console)',
        'ccccpummmcc!',
        'driver-notes.lxc = Output only.\n',
    ),
    Row('console.vnc', 'VNC console', 'choice(console)', 'ccmcmcccccmm'),
    Row(
        'storage.block.iscsi',
        'Block storage over iSCSI',
        'condition(operation.attach-volume==complete)',
        'cccccmmuccmp',
    ),
    Row('storage.image', 'Boot from an image', 'mandatory', 'cccccccccccc'),
    Row('storage.snapshot', 'Snapshots of instances', 'mature', 'ccpmmmmmmumm'),
]
HYPERVISORS = ini(
    DRIVERS,
    ROWS,
    """\
[matrix]
title = Hypervisor support
notes = Virtuozzo was formerly named Parallels.

[category.operation]
title = Operations

[category.console]
title = Consoles

[category.storage]
title = Storage

[status.planned]
title = planned
symbol = …
counts-as = missing
""",
)

BACKENDS = ini(
    {
        f'vendor-{number}': f'{vendor} storage family, generation {number} (iSCSI, FC, NVMe-TCP)'
        for number, vendor in enumerate(['Aspen', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel'], 3)
    },
    [
        Row('volume.create', 'Create and delete volumes', 'mandatory', 'cccccc'),
        Row('volume.extend', 'Extend a volume while it is attached', 'optional', 'cpmccu'),
        Row('volume.qos', 'Quality of service', 'optional', 'mmccpc'),
    ],
)
NETWORKS = ini(
    {'ovs': 'Open vSwitch', 'bridge': 'Linux bridge'},
    [
        Row(
            'network.vlan',
            'Virtual networks (VLAN)',
            'mandatory',
            'cp',
            'driver-notes.bridge = Needs a `trunk <https://example.org/trunk>`_.\n',
        ),
        Row('network.qos', 'Limits of bandwidth', 'optional', 'cm'),
    ],
)

PROJECT = {
    'index.rst': """\
Backends
========

Volumes can be attached with :matrix:driver:`lxc`, where it is
:matrix:status:`operation.attach-volume lxc`; with :matrix:driver:`xen` it is
:matrix:status:`operation.attach-volume xen`, and with :matrix:driver:`vmware` it is
:matrix:status:`operation.attach-volume vmware`. The requirements are
:matrix:verdict:`kvm-x86`, :matrix:verdict:`vmware` and :matrix:verdict:`hyperv`.

.. toctree::

   apart
   networks

.. support_matrix:: hypervisors.ini
   :parts: summary requirements details notes
   :caption: What each hypervisor driver supports
   :orientation: features
   :driver-order: file
   :group-by-category:
""",
    'apart.rst': """\
Several on a page
=================

.. support_matrix:: backends.ini
   :parts: summary details
   :orientation: drivers
   :group-by-category:

Again
-----

.. support_matrix:: backends.ini
   :parts: summary
   :orientation: features
   :drivers: vendor-3 vendor-4 vendor-5

.. note::

   .. support_matrix:: networks.ini
      :parts: summary
""",
    'networks.rst': """\
Networks
========

.. support_matrix:: networks.ini
   :parts: details
""",
    'hypervisors.ini': HYPERVISORS,
    'backends.ini': BACKENDS,
    'networks.ini': NETWORKS,
}
"""*index* has all parts of a matrix, one of whose cells is no status; *apart* has three summaries.

Two of these are of one file, and the details of the third are on *networks*.
"""
CONF = {
    # A longer one does not fit into the head of pydata-sphinx-theme on a phone.
    'html_title': 'Sample',
    'suppress_warnings': 'feature_matrix.implementation-status',
}

THEMES = [
    'alabaster',
    'furo',
    'pydata_sphinx_theme',
    'sphinx_book_theme',
    'sphinx_rtd_theme',
]
"""The themes that are widely used."""
