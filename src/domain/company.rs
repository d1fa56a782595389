//! The organization that a customer belongs to, made from the domain of their mail. Not the desk's
//! own organization, which the settings hold. Decides; never stores.

use serde::{Deserialize, Serialize};

use super::{
    address::{EmailAddress, domain_key},
    id::CompanyId,
    time::Timestamp,
};

/// Most characters of an organization's name.
pub const NAME_CHARS: usize = 200;

/// An organization that customers belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    pub id: CompanyId,
    /// Plain text, one line; the domain until somebody writes another one.
    pub name: String,
    /// Mail domains as lower-case A-labels: whoever first writes from one of them belongs to it.
    pub domains: Vec<String>,
    pub created: Timestamp,
}

impl Company {
    /// The domain that it is still called by, as nobody gave it a name yet; None once somebody did.
    #[must_use]
    pub fn unnamed(&self) -> Option<&str> {
        let of_domain = |domain: &&String| self.name == name_of_domain(domain);
        self.domains.iter().find(of_domain).map(String::as_str)
    }
}

/// Providers whose domain says nothing of who writes: mailboxes that anybody gets, of internet
/// providers too.
const FREE_MAIL: &[&str] = &[
    "126.com",
    "139.com",
    "163.com",
    "aim.com",
    "alice.it",
    "aol.com",
    "aol.de",
    "aol.fr",
    "arcor.de",
    "bbox.fr",
    "bigpond.com",
    "bk.ru",
    "bluewin.ch",
    "bol.com.br",
    "bt.com",
    "btinternet.com",
    "club-internet.fr",
    "comcast.net",
    "cox.net",
    "duck.com",
    "fastmail.com",
    "fastmail.fm",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.fr",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.be",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.es",
    "hotmail.fr",
    "hotmail.it",
    "hotmail.nl",
    "hushmail.com",
    "icloud.com",
    "inbox.lv",
    "inbox.ru",
    "laposte.net",
    "libero.it",
    "list.ru",
    "live.be",
    "live.co.uk",
    "live.com",
    "live.de",
    "live.fr",
    "live.it",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.de",
    "mail.ru",
    "mailbox.org",
    "mailo.com",
    "me.com",
    "msn.com",
    "naver.com",
    "neuf.fr",
    "numericable.fr",
    "o2.pl",
    "online.de",
    "optonline.net",
    "orange.fr",
    "outlook.be",
    "outlook.com",
    "outlook.de",
    "outlook.es",
    "outlook.fr",
    "outlook.it",
    "pm.me",
    "posteo.de",
    "posteo.net",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "proximus.be",
    "qq.com",
    "rambler.ru",
    "rediffmail.com",
    "riseup.net",
    "rocketmail.com",
    "sapo.pt",
    "sbcglobal.net",
    "scarlet.be",
    "seznam.cz",
    "sfr.fr",
    "shaw.ca",
    "sky.com",
    "skynet.be",
    "sunrise.ch",
    "t-online.de",
    "talktalk.net",
    "telenet.be",
    "tin.it",
    "tiscali.it",
    "tuta.com",
    "tutanota.com",
    "tutanota.de",
    "uol.com.br",
    "verizon.net",
    "virgilio.it",
    "virginmedia.com",
    "voila.fr",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "xs4all.nl",
    "xtra.co.nz",
    "yahoo.ca",
    "yahoo.co.in",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.com.br",
    "yahoo.de",
    "yahoo.es",
    "yahoo.fr",
    "yahoo.it",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "ziggo.nl",
    "zoho.com",
    "zohomail.com",
];

/// The domain that says to which organization somebody belongs; None for a mailbox that anybody
/// gets and for a bare address of a machine.
#[must_use]
pub fn domain_of(address: &EmailAddress) -> Option<String> {
    let domain = domain_key(address.domain())?;
    let says_nothing = domain.starts_with('[') || FREE_MAIL.binary_search(&&*domain).is_ok();
    (!says_nothing).then_some(domain)
}

/// The name of an organization of which only the domain is known: the domain as people write it.
#[must_use]
pub fn name_of_domain(domain: &str) -> String {
    let (name, wrong) = idna::domain_to_unicode(domain);
    // What no script writes so is shown as it travels.
    if wrong.is_err() {
        return domain.to_owned();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(address: &str) -> Option<String> {
        domain_of(&EmailAddress::parse(address).unwrap())
    }

    #[test]
    fn the_domain_names_the_organization_but_not_that_of_a_free_mailbox() {
        assert_eq!(domain("ines@Lumen.example").unwrap(), "lumen.example");
        assert_eq!(domain("x@bücher.example").unwrap(), "xn--bcher-kva.example");
        for free in [
            "ines@gmail.com",
            "ines@GMail.com",
            "a@orange.fr",
            "a@126.com",
            "a@zohomail.com",
        ] {
            assert_eq!(domain(free), None, "{free}");
        }
        assert_eq!(domain("root@[192.0.2.1]"), None);
        // A part of a name is not the name.
        assert!(domain("a@notgmail.com").is_some());
        assert!(domain("a@gmail.com.example").is_some());
    }

    #[test]
    fn the_list_is_in_order_and_every_entry_is_a_key() {
        assert!(FREE_MAIL.is_sorted());
        for entry in FREE_MAIL {
            assert_eq!(domain_key(entry).as_deref(), Some(*entry));
        }
    }

    #[test]
    fn a_domain_is_shown_as_people_write_it() {
        assert_eq!(name_of_domain("xn--bcher-kva.example"), "bücher.example");
        assert_eq!(name_of_domain("lumen.example"), "lumen.example");
    }
}
