//! `[outbox]`: where mail may go. The smarthost is in the store, not here.

use crate::domain::ip_net::IpNet;

use super::{fault::Faults, raw::RawConfig, setting::Setting};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    /// Private networks that mail may be delivered to all the same.
    pub allow_private: Vec<IpNet>,
    /// The port of other domains' mail servers.
    pub mx_port: u16,
}

pub static ALLOW_PRIVATE: Setting<Vec<IpNet>> = Setting {
    section: "outbox",
    key: "allow_private",
    default: "[]",
    example: "[\"10.0.0.0/8\"]",
    flag: None,
    help: "Private networks that mail may go to",
    comment: "Private networks that mail may be delivered to, and that a smarthost may be spoken \
              to in clear. Elsewhere an MX record that leads to a private or loopback address is \
              refused, so that nobody outside can make the desk knock on inner doors.",
    refuse: |_, _| None,
};

pub static MX_PORT: Setting<u16> = Setting {
    section: "outbox",
    key: "mx_port",
    default: "25",
    example: "25",
    flag: None,
    help: "Port of other domains' mail servers",
    comment: "The port of other domains' mail servers. Anything but 25 is for trials.",
    refuse: |port, _| (*port == 0).then(|| "is no port".to_owned()),
};

pub(super) fn mean(raw: &RawConfig, faults: &mut Faults) -> Option<Outbox> {
    let allow_private = ALLOW_PRIVATE.take(raw, faults);
    let mx_port = MX_PORT.take(raw, faults);
    Some(Outbox {
        allow_private: allow_private?,
        mx_port: mx_port?,
    })
}
