//! E-mail addresses that are safe to put in a header or a command. Never holds CR, LF or NUL.

use serde::{Deserialize, Serialize};

/// An addr-spec (RFC 5322, 3.4.1; non-ASCII by RFC 6531) as it was written.
///
/// Cannot hold controls, white space, angle brackets, commas or a second `@`, so it is safe in a
/// header and in an SMTP command. Compare with [`EmailAddress::key`], not with `==`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("an e-mail address has the form name@domain")]
    Shape,
    #[error("an e-mail address has at most 254 octets, 64 of them before the @")]
    TooLong,
    #[error("the part before the @ holds a character that mail cannot carry")]
    Local,
    #[error("the part after the @ is no domain name")]
    Domain,
}

impl EmailAddress {
    /// Reads an address such as `ines@lumen.example`, trimmed.
    ///
    /// # Errors
    /// [`AddressError`] says which half is wrong.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(AddressError::Shape)?;
        if local.is_empty() || domain.is_empty() {
            return Err(AddressError::Shape);
        }
        // RFC 5321 4.5.3.1.1 and 4.5.3.1.3: lengths in octets.
        if local.len() > 64 || text.len() > 254 {
            return Err(AddressError::TooLong);
        }
        if !local.chars().all(local_char)
            || local.starts_with('.')
            || local.ends_with('.')
            || local.contains("..")
        {
            return Err(AddressError::Local);
        }
        if domain_key(domain).is_none() {
            return Err(AddressError::Domain);
        }
        Ok(Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`, as written.
    #[must_use]
    pub fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the `@`, as written.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The form that two spellings of one address share: local part in lower case, domain as A-labels.
    #[must_use]
    pub fn key(&self) -> String {
        let domain = domain_key(self.domain()).unwrap_or_default();
        format!("{}@{domain}", self.local().to_lowercase())
    }

    /// True if it can be sent without SMTPUTF8 (RFC 6531) once its domain is written as A-labels.
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.local().is_ascii()
    }

    /// The address with its domain as A-labels, for the wire.
    #[must_use]
    pub fn wire(&self) -> String {
        format!(
            "{}@{}",
            self.local(),
            domain_key(self.domain()).unwrap_or_default()
        )
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = AddressError;
    fn try_from(text: String) -> Result<Self, AddressError> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

/// Writes a domain as lower-case A-labels (RFC 5890); `None` for what is no domain name.
///
/// An address literal such as `[192.0.2.1]` is kept in lower case.
#[must_use]
pub fn domain_key(domain: &str) -> Option<String> {
    if let Some(literal) = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let fine = !literal.is_empty()
            && literal
                .chars()
                .all(|c| c.is_ascii_hexdigit() || matches!(c, '.' | ':' | 'I' | 'P' | 'v'));
        return fine.then(|| domain.to_ascii_lowercase());
    }
    let ascii = idna::domain_to_ascii(domain.strip_suffix('.').unwrap_or(domain)).ok()?;
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    (ascii.len() <= 253 && !ascii.is_empty() && ascii.split('.').all(label)).then_some(ascii)
}

// atext of RFC 5322 3.2.3 and the dot; beyond ASCII whatever is no control and no space (RFC 6531).
fn local_char(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '.' | '!' | '#' | '$' | '%' | '&' | '\'' | '*' | '+' | '-' | '/' | '=' | '?' | '^'
        | '_' | '`' | '{' | '|' | '}' | '~' => true,
        c if c.is_ascii() => false,
        c => !c.is_control() && !c.is_whitespace() && !invisible(c),
    }
}

/// Characters that change how the text around them is shown: bidi controls, zero-width, fillers.
#[must_use]
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A name and an address, as in From or To. The name is plain text, `""` when there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correspondent {
    pub name: String,
    pub address: EmailAddress,
}

impl Correspondent {
    /// The name, or the address where there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            self.address.as_str()
        } else {
            &self.name
        }
    }
}
