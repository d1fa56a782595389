//! `[web]`: where the pages answer and how they are reached.

use std::net::SocketAddr;

use crate::domain::{ip_net::IpNet, origin::Origin};

use super::{
    fault::Faults,
    raw::RawConfig,
    setting::{Place, Setting},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    pub listen: SocketAddr,
    /// The only source of links; None until it is set: then the listening address is meant.
    pub url: Option<Origin>,
    /// Peers whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpNet>,
}

pub static LISTEN: Setting<SocketAddr> = Setting {
    section: "web",
    key: "listen",
    default: "\"127.0.0.1:8080\"",
    example: "\"127.0.0.1:8080\"",
    flag: Some("web"),
    help: "Address and port of the pages",
    comment: "Address and port of the pages. 0.0.0.0 takes every IPv4 address of the machine, [::] \
              those of IPv6 too.",
    refuse: |address, place| refuse_port_0(*address, place),
};

pub static URL: Setting<Option<Origin>> = Setting {
    section: "web",
    key: "url",
    default: "",
    example: "\"https://desk.example.org\"",
    flag: None,
    help: "Address that people use; the source of every link",
    comment: "The address that people use: the source of every link in pages and mails, and the \
              only host that is answered. Unset, the desk answers on its own machine only, at \
              http:// and the address it listens on. `guichet setup --url` writes it here.",
    refuse: |_, _| None,
};

pub static PROXIES: Setting<Vec<IpNet>> = Setting {
    section: "web",
    key: "proxies",
    default: "[]",
    example: "[\"127.0.0.1\", \"10.0.0.0/8\"]",
    flag: None,
    help: "Networks of reverse proxies that are believed",
    comment: "Networks of reverse proxies whose X-Forwarded-For is believed: wrong passwords are \
              counted for the address that they name. Anybody else's is ignored.",
    refuse: |_, _| None,
};

pub(super) fn mean(raw: &RawConfig, faults: &mut Faults) -> Option<Web> {
    let listen = LISTEN.take(raw, faults);
    let url = URL.take(raw, faults);
    let proxies = PROXIES.take(raw, faults);
    Some(Web {
        listen: listen?,
        url: url?,
        proxies: proxies?,
    })
}

/// Refuses port 0 in a file: a different port at every start cannot be found again.
pub(super) fn refuse_port_0(address: SocketAddr, place: &Place) -> Option<String> {
    let lasting = matches!(place, Place::File { .. });
    (lasting && address.port() == 0)
        .then(|| "has port 0, which is another port at every start".to_owned())
}
