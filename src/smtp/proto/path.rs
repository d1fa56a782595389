//! Forward and reverse paths (RFC 5321 4.1.2). Reads them exactly; decides nothing about them.

/// RFC 5321 4.5.3.1.2.
const DOMAIN_OCTETS: usize = 255;

/// An address as it stood between the angle brackets, its source route taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The local part with quotes and backslashes resolved: `"a b"` and `a\ b` are one mailbox.
    pub local: String,
    /// None only for a path without `@`, such as `<postmaster>`.
    pub domain: Option<String>,
    /// Local part and domain as written.
    pub text: String,
}

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathError {
    Syntax,
    /// Neither ASCII nor UTF-8 (RFC 6531 3.3).
    NotUtf8,
}

impl Path {
    /// Reads what stood between the angle brackets, `a@b` or `@x,@y:a@b`.
    ///
    /// # Errors
    /// [`PathError`]; an empty path is `Syntax`, the null sender is the caller's affair.
    pub fn parse(inner: &[u8]) -> Result<Self, PathError> {
        let text = std::str::from_utf8(inner).map_err(|_| PathError::NotUtf8)?;
        if text.chars().any(char::is_control) {
            return Err(PathError::Syntax);
        }
        let mailbox = without_route(text)?;
        let (local_text, domain) = match last_at(mailbox) {
            Some(at) => {
                let (local, rest) = mailbox.split_at(at);
                (local, Some(rest.get(1..).unwrap_or_default()))
            }
            None => (mailbox, None),
        };
        if domain.is_some_and(|domain| !is_domain(domain)) {
            return Err(PathError::Syntax);
        }
        Ok(Self {
            local: local_part(local_text)?,
            domain: domain.map(str::to_owned),
            text: mailbox.to_owned(),
        })
    }

    /// True for `a@b@c`: an `@` in the local part without quotes (RFC 5321 4.1.2 has no such).
    #[must_use]
    pub fn has_stray_at(&self) -> bool {
        !self.text.starts_with('"') && self.local.contains('@')
    }

    /// True if the local part is one that needs no quotes and hides no second address.
    ///
    /// False for `"a@b"@c`, `a@b@c`, `"a b"@c`: read exactly, but no mailbox bears such a name.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.local.chars().all(is_atom_or_dot)
    }
}

/// Splits `<path> rest` behind the closing bracket; the path comes without brackets.
///
/// A `>` inside of a quoted local part does not close (RFC 5321 4.1.2, Quoted-string).
#[must_use]
pub fn split_path(argument: &[u8]) -> Option<(&[u8], &[u8])> {
    let inner = argument.strip_prefix(b"<")?;
    let mut quoted = false;
    let mut escaped = false;
    for (position, byte) in inner.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'>' if !quoted => {
                let (path, rest) = inner.split_at(position);
                return Some((path, rest.get(1..).unwrap_or_default()));
            }
            _ => {}
        }
    }
    None
}

// RFC 5321 4.1.1.3 and appendix C: a source route must be taken and should be ignored.
fn without_route(text: &str) -> Result<&str, PathError> {
    if !text.starts_with('@') {
        return Ok(text);
    }
    let mut in_literal = false;
    let colon = text.find(|c| {
        match c {
            '[' => in_literal = true,
            ']' => in_literal = false,
            _ => {}
        }
        c == ':' && !in_literal
    });
    let (route, mailbox) = text
        .split_at_checked(colon.ok_or(PathError::Syntax)?)
        .ok_or(PathError::Syntax)?;
    let host = |hop: &str| hop.strip_prefix('@').is_some_and(is_domain);
    if !route.split(',').all(host) {
        return Err(PathError::Syntax);
    }
    Ok(mailbox.get(1..).unwrap_or_default())
}

// The last `@` outside of quotes: what stands behind it is the domain, whatever stands before it.
fn last_at(mailbox: &str) -> Option<usize> {
    let (mut quoted, mut escaped, mut found) = (false, false, None);
    for (position, c) in mailbox.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '@' if !quoted => found = Some(position),
            _ => {}
        }
    }
    found
}

// RFC 5321 4.1.2: Local-part = Dot-string / Quoted-string.
fn local_part(text: &str) -> Result<String, PathError> {
    if let Some(rest) = text.strip_prefix('"') {
        return unquote(rest);
    }
    // Dots in odd places and a stray `@` are let through here: the first is in real sender
    // addresses, the second is no mailbox of anybody and refused as such (`is_plain`).
    let fine = |c: char| is_atom_or_dot(c) || c == '@';
    if text.is_empty() || !text.chars().all(fine) {
        return Err(PathError::Syntax);
    }
    Ok(text.to_owned())
}

// The rest of a quoted string behind its first quote; the last quote must be the end.
fn unquote(rest: &str) -> Result<String, PathError> {
    let mut local = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' if chars.as_str().is_empty() && !local.is_empty() => return Ok(local),
            '"' => return Err(PathError::Syntax),
            '\\' => local.push(chars.next().ok_or(PathError::Syntax)?),
            c => local.push(c),
        }
    }
    Err(PathError::Syntax)
}

// RFC 5321 4.1.2: Domain / address-literal; RFC 6531 3.3 adds U-labels. The underscore is not in
// the grammar but in real host names.
fn is_domain(domain: &str) -> bool {
    if domain.len() > DOMAIN_OCTETS {
        return false;
    }
    if let Some(literal) = domain.strip_prefix('[') {
        let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-');
        return literal
            .strip_suffix(']')
            .is_some_and(|literal| !literal.is_empty() && literal.chars().all(inside));
    }
    let label_char =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || is_beyond_ascii(c);
    domain
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(label_char))
}

// RFC 5322 3.2.3 atext and the dot; RFC 6531 3.3 adds what is not ASCII.
fn is_atom_or_dot(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".!#$%&'*+-/=?^_`{|}~".contains(c) || is_beyond_ascii(c)
}

fn is_beyond_ascii(c: char) -> bool {
    !c.is_ascii() && !c.is_control() && !c.is_whitespace()
}

#[cfg(test)]
mod tests;
