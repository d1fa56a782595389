//! What a server offers in its answer to EHLO. Unknown keywords are no concern of ours.

/// The extensions that the sender can use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    pub starttls: bool,
    pub eight_bit_mime: bool,
    pub smtputf8: bool,
    pub dsn: bool,
    /// RFC 1870: the limit, 0 for none given; None when SIZE is not offered.
    pub size: Option<u64>,
    pub auth_plain: bool,
    pub auth_login: bool,
}

impl Extensions {
    /// Reads the lines of the answer; the first one is the greeting.
    ///
    /// RFC 5321 2.4: keywords may be in any case.
    #[must_use]
    pub fn read(lines: &[String]) -> Self {
        let mut it = Self::default();
        for line in lines.iter().skip(1) {
            let line = line.to_ascii_uppercase();
            // `AUTH=` is how it was written before RFC 2554; some servers write both still.
            let mut words = line.split([' ', '=']).filter(|word| !word.is_empty());
            match words.next() {
                Some("STARTTLS") => it.starttls = true,
                Some("8BITMIME") => it.eight_bit_mime = true,
                Some("SMTPUTF8") => it.smtputf8 = true,
                Some("DSN") => it.dsn = true,
                Some("SIZE") => {
                    it.size = Some(words.next().and_then(|n| n.parse().ok()).unwrap_or(0));
                }
                Some("AUTH") => {
                    for mechanism in words {
                        it.auth_plain |= mechanism == "PLAIN";
                        it.auth_login |= mechanism == "LOGIN";
                    }
                }
                _ => {}
            }
        }
        it
    }
}
