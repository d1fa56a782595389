//! `[limits]`: bounds on what the desk takes on.

use super::{fault::Faults, raw::RawConfig, setting::Setting, value::ByteSize};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest mail, as announced by SIZE.
    pub message_size: ByteSize,
    /// Mail connections at once.
    pub connections: usize,
    /// Free disk space below which mail is put off; three of the largest mails if that is more.
    pub disk_reserve: ByteSize,
    /// Memory that the store keeps pages in.
    pub cache: ByteSize,
}

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

pub static MESSAGE_SIZE: Setting<ByteSize> = Setting {
    section: "limits",
    key: "message_size",
    default: "\"35 MiB\"",
    example: "\"35 MiB\"",
    flag: None,
    help: "Largest mail that is accepted",
    comment: "The largest mail that is accepted. 35 MiB carry 25 MB of attachments, as mail writes \
              three bytes as four characters.",
    // RFC 5321 4.5.3.1.7: at least 64 KiB. Above 128 MiB two mails would fill the memory that
    // all mails in flight share.
    refuse: |size, _| outside(*size, ByteSize(64 * KIB), ByteSize(128 * MIB)),
};

pub static CONNECTIONS: Setting<usize> = Setting {
    section: "limits",
    key: "connections",
    default: "1000",
    example: "1000",
    flag: None,
    help: "Mail connections at once",
    comment: "Mail connections at once. An idle one costs up to 16 KiB of memory and one open file.",
    refuse: |count, _| {
        (!(10..=100_000).contains(count)).then(|| "is not between 10 and 100000".to_owned())
    },
};

pub static DISK_RESERVE: Setting<ByteSize> = Setting {
    section: "limits",
    key: "disk_reserve",
    default: "\"1 GiB\"",
    example: "\"1 GiB\"",
    flag: None,
    help: "Free disk space below which mail is put off",
    comment: "Free disk space below which senders are asked to come back later. It is at least \
              three times the largest mail.",
    refuse: |size, _| outside(*size, ByteSize(0), ByteSize(1024 * GIB)),
};

pub static CACHE: Setting<ByteSize> = Setting {
    section: "limits",
    key: "cache",
    default: "\"64 MiB\"",
    example: "\"64 MiB\"",
    flag: None,
    help: "Memory that the store keeps pages in",
    comment: "Memory that the store keeps pages in.",
    refuse: |size, _| outside(*size, ByteSize(8 * MIB), ByteSize(64 * GIB)),
};

fn outside(size: ByteSize, least: ByteSize, most: ByteSize) -> Option<String> {
    (size < least || size > most).then(|| format!("is not between {least} and {most}"))
}

pub(super) fn mean(raw: &RawConfig, faults: &mut Faults) -> Option<Limits> {
    let message_size = MESSAGE_SIZE.take(raw, faults);
    let connections = CONNECTIONS.take(raw, faults);
    let disk_reserve = DISK_RESERVE.take(raw, faults);
    let cache = CACHE.take(raw, faults);
    Some(Limits {
        message_size: message_size?,
        connections: connections?,
        disk_reserve: disk_reserve?,
        cache: cache?,
    })
}
