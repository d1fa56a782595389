//! `[dns]`: who is asked for names.

use super::{fault::Faults, raw::RawConfig, setting::Setting, value::NameServer};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dns {
    /// Empty takes those of `/etc/resolv.conf`.
    pub servers: Vec<NameServer>,
}

pub static SERVERS: Setting<Vec<NameServer>> = Setting {
    section: "dns",
    key: "servers",
    default: "[]",
    example: "[\"192.0.2.53\", \"[2001:db8::53]:53\"]",
    flag: None,
    help: "Name servers to ask instead of the machine's",
    comment: "Name servers to ask, with a port if it is not 53. Empty, those of /etc/resolv.conf.",
    refuse: |_, _| None,
};

pub(super) fn mean(raw: &RawConfig, faults: &mut Faults) -> Option<Dns> {
    let servers = SERVERS.take(raw, faults)?;
    Some(Dns { servers })
}
