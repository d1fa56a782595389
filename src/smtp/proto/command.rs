//! Command lines (RFC 5321 4.1.1). Reads one line; knows no session and answers nothing.

use super::path::split_path;

/// A command that was understood. Texts are as the client wrote them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command<'a> {
    Ehlo(String),
    Helo(String),
    /// The path is what stood between the brackets; empty for the null sender.
    Mail(&'a [u8], MailParameters),
    Rcpt(&'a [u8]),
    Data,
    Rset,
    Noop,
    Quit,
    Vrfy,
    Expn,
    Help,
    StartTls,
    /// A known command that is not spoken here.
    NotSpoken,
    /// A word of another protocol.
    Foreign,
}

/// What may stand behind the path of MAIL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailParameters {
    /// RFC 1870 6: octets that the client means to send.
    pub size: Option<u64>,
    /// RFC 6152 2. Both ways are taken; nothing is converted.
    pub body: Option<Body>,
    /// RFC 6531 3.4.
    pub smtputf8: Utf8,
}

/// RFC 6152 2: what the client says about its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    SevenBit,
    EightBitMime,
}

/// Whether addresses beyond ASCII are allowed in a transaction (RFC 6531 3.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Utf8 {
    #[default]
    NotAsked,
    Asked,
}

/// Why a line is no command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// No such word (RFC 5321 4.2.4, code 500).
    Unknown,
    /// The word is known, what follows it is not right (code 501).
    Arguments,
    /// EHLO or HELO without a name that could stand in a header.
    HeloName,
    /// A path without brackets, or with something glued to it.
    Sender,
    Recipient,
    /// A parameter that was not announced (RFC 5321 4.1.1.11, code 555).
    Parameter,
}

/// RFC 5321 4.5.3.1.2: longest name in EHLO and HELO.
const HELO_OCTETS: usize = 255;

/// Words with which clients of other protocols begin a line.
const FOREIGN: [&str; 9] = [
    "GET", "POST", "CONNECT", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE",
];

/// Commands that exist and are not spoken here (RFC 3030, 4954, 1985, 5321 F.1).
const NOT_SPOKEN: [&str; 7] = ["BDAT", "AUTH", "ETRN", "TURN", "SEND", "SOML", "SAML"];

impl<'a> Command<'a> {
    /// Reads a line without its CR LF.
    ///
    /// # Errors
    /// [`CommandError`] names the reply that is due.
    pub fn parse(line: &'a [u8]) -> Result<Self, CommandError> {
        // RFC 5321 4.1.1: white space at the end is to be tolerated.
        let line = line.trim_ascii_end();
        let (verb, argument) = match line.iter().position(|byte| *byte == b' ') {
            Some(space) => line.split_at(space),
            None => (line, &[][..]),
        };
        let argument = argument.trim_ascii_start();
        // RFC 5321 2.4: verbs are not case sensitive.
        let verb = String::from_utf8_lossy(verb).to_ascii_uppercase();
        match verb.as_str() {
            "EHLO" => Ok(Self::Ehlo(helo_name(argument)?)),
            "HELO" => Ok(Self::Helo(helo_name(argument)?)),
            "MAIL" => mail(argument),
            "RCPT" => rcpt(argument),
            "DATA" => bare(argument, Self::Data),
            "RSET" => bare(argument, Self::Rset),
            "STARTTLS" => bare(argument, Self::StartTls),
            // RFC 5321 4.1.1.9: an argument of NOOP is ignored; QUIT is not worth a quarrel.
            "NOOP" => Ok(Self::Noop),
            "QUIT" => Ok(Self::Quit),
            "HELP" => Ok(Self::Help),
            // RFC 5321 4.1.1.6 and 4.1.1.7: these need an argument.
            "VRFY" | "EXPN" if argument.is_empty() => Err(CommandError::Arguments),
            "VRFY" => Ok(Self::Vrfy),
            "EXPN" => Ok(Self::Expn),
            other if NOT_SPOKEN.contains(&other) => Ok(Self::NotSpoken),
            other if FOREIGN.contains(&other) => Ok(Self::Foreign),
            _ => Err(CommandError::Unknown),
        }
    }
}

fn bare<'a>(argument: &[u8], command: Command<'a>) -> Result<Command<'a>, CommandError> {
    if argument.is_empty() {
        Ok(command)
    } else {
        Err(CommandError::Arguments)
    }
}

// RFC 5321 4.1.1.1 wants a domain or an address literal; 4.1.4 forbids refusing a client for a
// name that is not true. So any printable text is taken, and what is not ASCII is masked.
fn helo_name(argument: &[u8]) -> Result<String, CommandError> {
    if argument.is_empty() || argument.len() > HELO_OCTETS {
        return Err(CommandError::HeloName);
    }
    argument
        .iter()
        .map(|byte| match byte {
            b' '..=b'~' => Ok(char::from(*byte)),
            0x80.. => Ok('?'),
            _ => Err(CommandError::HeloName),
        })
        .collect()
}

// RFC 5321 4.1.1.2.
fn mail(argument: &[u8]) -> Result<Command<'_>, CommandError> {
    let path = after_word(argument, b"FROM:").ok_or(CommandError::Arguments)?;
    let (path, rest) = split_path(path).ok_or(CommandError::Sender)?;
    let mut parameters = MailParameters::default();
    for parameter in words(rest).ok_or(CommandError::Sender)? {
        let parameter = std::str::from_utf8(parameter).map_err(|_| CommandError::Arguments)?;
        mail_parameter(&mut parameters, parameter)?;
    }
    Ok(Command::Mail(path, parameters))
}

fn mail_parameter(parameters: &mut MailParameters, text: &str) -> Result<(), CommandError> {
    let (keyword, value) = match text.split_once('=') {
        Some((keyword, value)) => (keyword, Some(value)),
        None => (text, None),
    };
    let twice = match (keyword.to_ascii_uppercase().as_str(), value) {
        ("SIZE", Some(value)) => parameters.size.replace(size(value)?).is_some(),
        ("BODY", Some(value)) => parameters.body.replace(body(value)?).is_some(),
        ("SMTPUTF8", None) => {
            std::mem::replace(&mut parameters.smtputf8, Utf8::Asked) == Utf8::Asked
        }
        // RFC 1870 6, RFC 6152 2 and RFC 6531 3.4: with a value, with a value, without one.
        ("SIZE" | "BODY", None) | ("SMTPUTF8", Some(_)) => return Err(CommandError::Arguments),
        _ => return Err(CommandError::Parameter),
    };
    if twice {
        return Err(CommandError::Arguments);
    }
    Ok(())
}

// RFC 1870 6: size-value = 1*20DIGIT. What has 20 digits and is beyond u64 is merely too big.
fn size(value: &str) -> Result<u64, CommandError> {
    let digits = (1..=20).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        return Err(CommandError::Arguments);
    }
    Ok(value.parse().unwrap_or(u64::MAX))
}

fn body(value: &str) -> Result<Body, CommandError> {
    match value.to_ascii_uppercase().as_str() {
        "7BIT" => Ok(Body::SevenBit),
        "8BITMIME" => Ok(Body::EightBitMime),
        // RFC 3030 3: BINARYMIME goes with BDAT alone.
        _ => Err(CommandError::Parameter),
    }
}

// RFC 5321 4.1.1.3.
fn rcpt(argument: &[u8]) -> Result<Command<'_>, CommandError> {
    let path = after_word(argument, b"TO:").ok_or(CommandError::Arguments)?;
    let (path, rest) = split_path(path).ok_or(CommandError::Recipient)?;
    let mut parameters = words(rest).ok_or(CommandError::Recipient)?;
    match parameters.next() {
        None => Ok(Command::Rcpt(path)),
        Some(_) => Err(CommandError::Parameter),
    }
}

// RFC 5321 3.3 forbids spaces beside the colon; many clients put one behind it all the same.
fn after_word<'a>(argument: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (head, rest) = argument.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word)
        .then(|| rest.trim_ascii_start())
}

// The parameters behind a path; None if the first is glued to the bracket.
fn words(rest: &[u8]) -> Option<impl Iterator<Item = &[u8]>> {
    let apart = rest.first().is_none_or(|byte| *byte == b' ');
    apart.then(|| rest.split(|byte| *byte == b' ').filter(|w| !w.is_empty()))
}

#[cfg(test)]
mod tests;
