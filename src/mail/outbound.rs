//! Builds the mails that the desk sends: whole RFC 5322 messages, CRLF, no line beyond 998.
//!
//! Nothing that a person or another mail wrote can add a header or a recipient: every field is
//! one line before it is encoded, whatever the types above promise. Knows no clock and no chance:
//! the same mail gives the same bytes.

mod encode;
#[cfg(test)]
mod tests;

use mail_builder::{
    MessageBuilder,
    headers::{
        HeaderType, address::Address, content_type::ContentType, date::Date, message_id::MessageId,
        raw::Raw,
    },
    mime::MimePart,
};

use crate::domain::{address::Correspondent, message::MsgId, time::Timestamp};

/// Octets of References that are sent: the first id and the last ones that fit.
///
/// Thirty generations of our own ids take 1,700; relays refuse headers from 16,000 on.
const REFERENCES_OCTETS: usize = 8_000;
/// Octets of a file name (mail.md, 3.5).
const NAME_OCTETS: usize = 200;

/// A mail to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    pub msg_id: MsgId,
    pub date: Timestamp,
    pub from: Correspondent,
    pub reply_to: Option<Correspondent>,
    pub to: Vec<Correspondent>,
    pub cc: Vec<Correspondent>,
    pub subject: String,
    pub in_reply_to: Option<MsgId>,
    /// The conversation, oldest first.
    pub references: Vec<MsgId>,
    /// Plain text, line ends of any kind.
    pub text: String,
    /// The same as HTML, for programs that show it; None sends the text alone.
    pub html: Option<String>,
    pub attachments: Vec<File>,
    /// None for what a person wrote.
    pub automatic: Option<AutomaticKind>,
    /// Names this desk to itself, opaque: a mail that comes back with it is a loop.
    pub desk_mark: Option<String>,
}

/// A file that goes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    /// `type/subtype`; anything else becomes `application/octet-stream`.
    pub content_type: String,
    pub bytes: Vec<u8>,
    /// The name by which the HTML shows it in its place, `cid:…`; None for what is only attached.
    pub content_id: Option<MsgId>,
}

/// Why no person wrote it (RFC 3834 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutomaticKind {
    /// An acknowledgement.
    Replied,
    /// A notice that answers no mail.
    Generated,
}

/// Writes the whole message.
///
/// Ids that are not ASCII are left out: they would need SMTPUTF8 on the whole way. An address
/// with a non-ASCII local part is written as UTF-8 (RFC 6532); domains are always A-labels.
#[must_use]
pub fn build(mail: &Outgoing) -> Vec<u8> {
    let text = crlf(&mail.text);
    let html = mail.html.as_deref().map(crlf);
    let plain = words("text/plain", &text);
    let body = match &html {
        None => plain,
        // RFC 2046 5.1.4: the plainest first.
        Some(html) => MimePart::new(
            ContentType::new("multipart/alternative")
                .attribute("boundary", marked(mail, "alt", &[&text, html])),
            vec![plain, words("text/html", html)],
        ),
    };
    let texts = [text.as_str(), html.as_deref().unwrap_or_default()];
    let (shown, attached): (Vec<&File>, Vec<&File>) =
        (mail.attachments.iter()).partition(|file| html.is_some() && shown_as(file).is_some());
    // RFC 2387 3.1: the type is that of its first part.
    let related = ContentType::new("multipart/related").attribute("type", "multipart/alternative");
    let body = with_files(body, &shown, related, marked(mail, "rel", &texts));
    let mixed = ContentType::new("multipart/mixed");
    let body = with_files(body, &attached, mixed, marked(mail, "", &texts));
    let mut bytes = Vec::with_capacity(text.len() + text.len() / 8 + 2_048);
    headers(mail).body(body).serialize(&mut bytes);
    bytes
}

fn with_files<'a>(
    body: MimePart<'a>,
    files: &[&'a File],
    content_type: ContentType<'a>,
    boundary: String,
) -> MimePart<'a> {
    if files.is_empty() {
        return body;
    }
    let mut parts = vec![body];
    parts.extend(files.iter().map(|file| part(file)));
    MimePart::new(content_type.attribute("boundary", boundary), parts)
}

/// The name of a file that the HTML shows, if a header can carry it everywhere.
fn shown_as(file: &File) -> Option<&MsgId> {
    file.content_id.as_ref().filter(|id| is_ascii(id))
}

fn words<'a>(content_type: &'static str, text: &'a str) -> MimePart<'a> {
    MimePart::new(
        ContentType::new(content_type).attribute("charset", "utf-8"),
        text,
    )
}

fn headers(mail: &Outgoing) -> MessageBuilder<'_> {
    let mut builder = MessageBuilder::new()
        .header("Date", Date::new(mail.date.0.div_euclid(1_000_000)))
        .header("Message-ID", MessageId::new(mail.msg_id.as_str()))
        .header("From", address(&mail.from));
    for (name, list) in [("To", &mail.to), ("Cc", &mail.cc)] {
        if !list.is_empty() {
            builder = builder.header(name, addresses(list));
        }
    }
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.header("Reply-To", address(reply_to));
    }
    builder = builder.header("Subject", raw(encode::unstructured(&mail.subject)));
    if let Some(id) = mail.in_reply_to.as_ref().filter(|id| is_ascii(id)) {
        builder = builder.header("In-Reply-To", MessageId::new(id.as_str()));
    }
    let references = references(&mail.references);
    if !references.is_empty() {
        let ids = references.into_iter().map(MsgId::as_str);
        builder = builder.header("References", MessageId::new_list(ids));
    }
    if let Some(kind) = mail.automatic {
        let word = match kind {
            AutomaticKind::Replied => "auto-replied",
            AutomaticKind::Generated => "auto-generated",
        };
        builder = builder
            .header("Auto-Submitted", raw(word.to_owned()))
            .header("X-Auto-Response-Suppress", raw("All".to_owned()))
            .header("Precedence", raw("bulk".to_owned()));
    }
    if let Some(mark) = &mail.desk_mark {
        builder = builder.header("X-Guichet-Desk", raw(encode::token(mark)));
    }
    builder
}

fn raw(value: String) -> HeaderType<'static> {
    HeaderType::Raw(Raw::new(value))
}

fn is_ascii(id: &MsgId) -> bool {
    id.as_str().is_ascii()
}

// RFC 5322 3.6.4 lets the middle go; the first names the conversation, the last the parents.
fn references(ids: &[MsgId]) -> Vec<&MsgId> {
    let usable = ids.iter().filter(|id| is_ascii(id)).collect::<Vec<_>>();
    let Some((first, rest)) = usable.split_first() else {
        return Vec::new();
    };
    let octets = |id: &MsgId| id.as_str().len() + 3;
    let mut room = REFERENCES_OCTETS.saturating_sub(octets(first));
    let mut last = Vec::new();
    for id in rest.iter().rev() {
        let Some(left) = room.checked_sub(octets(id)) else {
            break;
        };
        room = left;
        last.push(*id);
    }
    last.push(first);
    last.reverse();
    last
}

fn addresses(list: &[Correspondent]) -> Address<'static> {
    Address::new_list(list.iter().map(address).collect())
}

// The name is encoded by us where a quoted string could be misread: mail-builder would write
// `"=?utf-8?Q?=0A?="` as it is, and some clients decode it there.
fn address(who: &Correspondent) -> Address<'static> {
    let name = encode::one_line(&who.name);
    let name = (!name.is_empty()).then_some(name);
    Address::new_address(name.map(encode::harmless), who.address.wire())
}

// Content-Type is raw on purpose: then mail-builder takes the part for binary and always writes
// base64, and no bare CR of a text file travels as it is.
fn part(file: &File) -> MimePart<'_> {
    let name = encode::file_name(&file.name, NAME_OCTETS);
    let content_type = encode::content_type(&file.content_type);
    let word = encode::quoted_name(&name);
    // RFC 2231 in the disposition, an encoded word for programs that know no better.
    let part = MimePart::raw(file.bytes.as_slice()).header(
        "Content-Type",
        raw(format!("{content_type}; name=\"{word}\"")),
    );
    match shown_as(file) {
        None => part.header(
            "Content-Disposition",
            raw(encode::disposition("attachment", &name)),
        ),
        // RFC 2392 2: the angle brackets are not of the name.
        Some(id) => part
            .header("Content-ID", raw(format!("<{}>", id.as_str())))
            .header(
                "Content-Disposition",
                raw(encode::disposition("inline", &name)),
            ),
    }
}

// Not `make_boundary` of mail-builder, which reads the clock. The Message-ID is already unique,
// `word` tells two of one mail apart; the count makes sure that no text holds it, base64 cannot.
fn marked(mail: &Outgoing, word: &str, texts: &[&str]) -> String {
    let id = mail.msg_id.as_str().bytes();
    let id = id
        .filter(u8::is_ascii_alphanumeric)
        .take(32)
        .map(char::from);
    let id = id.collect::<String>();
    // RFC 2045 6.7: `=_` stands in no quoted-printable text.
    let mut count = 0_u32;
    loop {
        let boundary = format!("=_{id}{word}_{count}");
        if !texts.iter().any(|text| text.contains(&boundary)) {
            return boundary;
        }
        count += 1;
    }
}

// Every line end becomes CRLF and NUL goes: what a bare CR or LF means differs from server to
// server, and that is how a second mail is smuggled through.
fn crlf(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push_str("\r\n");
            }
            '\n' => out.push_str("\r\n"),
            '\0' => {}
            c => out.push(c),
        }
    }
    if !out.ends_with("\r\n") {
        out.push_str("\r\n");
    }
    out
}
