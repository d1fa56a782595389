//! `[smtp]`: where mail comes in.

use std::{net::SocketAddr, time::Duration};

use crate::domain::ip_net::IpNet;

use super::{fault::Faults, raw::RawConfig, setting::Setting, value::HostName, web::refuse_port_0};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Smtp {
    pub listen: SocketAddr,
    /// What the desk calls itself; None takes the name of the machine.
    pub hostname: Option<HostName>,
    /// How long the greeting waits for clients that talk first.
    pub greeting_delay: Duration,
    /// Peers that no limit by connection or volume touches.
    pub unlimited_from: Vec<IpNet>,
}

pub static LISTEN: Setting<SocketAddr> = Setting {
    section: "smtp",
    key: "listen",
    default: "\"127.0.0.1:2525\"",
    example: "\"0.0.0.0:25\"",
    flag: Some("smtp"),
    help: "Address and port that mail comes in by",
    comment: "Address and port that mail comes in by. The MX record of a domain leads to port 25.",
    refuse: |address, place| refuse_port_0(*address, place),
};

pub static HOSTNAME: Setting<Option<HostName>> = Setting {
    section: "smtp",
    key: "hostname",
    default: "",
    example: "\"desk.example.org\"",
    flag: None,
    help: "Name that the desk gives to other mail servers",
    comment: "The name that the desk gives itself: in its greeting to who brings mail, and in EHLO \
              where it sends. It should be the name that the machine's address resolves to. \
              Unset, the name of the machine.",
    refuse: |_, _| None,
};

pub static GREETING_DELAY: Setting<usize> = Setting {
    section: "smtp",
    key: "greeting_delay",
    default: "0",
    example: "6",
    flag: None,
    help: "Seconds that the greeting waits for clients that talk first",
    comment: "Seconds that the greeting waits. Programs that only send spam often talk before they \
              are greeted, and are sent away.",
    // RFC 5321 4.5.3.2.1: a client waits 5 minutes for it; many wait less.
    refuse: |seconds, _| (*seconds > 60).then(|| "is more than 60 seconds".to_owned()),
};

pub static UNLIMITED_FROM: Setting<Vec<IpNet>> = Setting {
    section: "smtp",
    key: "unlimited_from",
    default: "[\"127.0.0.0/8\", \"::1\"]",
    example: "[\"127.0.0.0/8\", \"::1\", \"192.0.2.25\"]",
    flag: None,
    help: "Networks that no limit by connection or volume touches",
    comment: "Networks that no limit on connections or volume touches, such as the provider that \
              forwards all mail of the organization.",
    refuse: |_, _| None,
};

pub(super) fn mean(raw: &RawConfig, faults: &mut Faults) -> Option<Smtp> {
    let listen = LISTEN.take(raw, faults);
    let hostname = HOSTNAME.take(raw, faults);
    let greeting_delay = GREETING_DELAY.take(raw, faults);
    let unlimited_from = UNLIMITED_FROM.take(raw, faults);
    Some(Smtp {
        listen: listen?,
        hostname: hostname?,
        greeting_delay: Duration::from_secs(greeting_delay? as u64),
        unlimited_from: unlimited_from?,
    })
}
