//! Signatures: what stands below `-- `, "Sent from my phone", a card of name, phone and address.

use super::line::{Kind, Line};

/// A signature below a separator that lost its space has at most this many lines.
const LONGEST_SIGNATURE: usize = 25;
/// A card has at most this many lines.
const LONGEST_CARD: usize = 14;

const DEVICE_STARTS: [&str; 34] = [
    "envoyé depuis",
    "envoyé de mon",
    "envoyé à partir de",
    "obtenez outlook pour",
    "télécharger outlook pour",
    "von meinem",
    "gesendet von",
    "gesendet mit",
    "diese nachricht wurde von mein",
    "verzonden met",
    "verzonden vanaf",
    "verzonden vanuit",
    "enviado desde",
    "enviado de mi",
    "enviado do meu",
    "enviado a partir",
    "inviato da",
    "inviato dal",
    "skickat från min",
    "sendt fra min",
    "lähetetty",
    "wysłano z",
    "wysłane z",
    "отправлено с",
    "отправлено из",
    "надіслано з",
    "odesláno z",
    "trimis de pe",
    "get outlook for",
    "从我的",
    "從我的",
    "發自我的",
    "发自我的",
    "iphoneから送信",
];

const DEVICES: [&str; 33] = [
    "ios",
    "iphone",
    "ipad",
    "ipod",
    "android",
    "mobile",
    "phone",
    "outlook",
    "mail",
    "blackberry",
    "galaxy",
    "samsung",
    "htc",
    "nokia",
    "huawei",
    "xiaomi",
    "pixel",
    "windows",
    "tablet",
    "device",
    "mobil",
    "handy",
    "airmail",
    "spark",
    "sparrow",
    "gmail",
    "yahoo",
    "thunderbird",
    "smartphone",
    "téléphone",
    "teléfono",
    "telefon",
    "telefoon",
];

/// Says whether all below the separator is a signature, quotes apart.
///
/// Text below a quote is an answer, and no signature goes on that long.
#[must_use]
pub fn below(lines: &[Line], separator: usize, end: usize) -> bool {
    let exact = lines.get(separator).is_some_and(|line| line.text == "-- ");
    let rest = lines.get(separator + 1..end).unwrap_or_default();
    let quote = rest.iter().rposition(|line| line.kind == Kind::Quote);
    let after = quote.map_or(0, |at| at + 1);
    let texts = |lines: &[Line]| lines.iter().filter(|line| line.kind == Kind::Text).count();
    let answered = after > 0 && rest.get(after..).is_some_and(|lines| texts(lines) > 0);
    !answered && (exact || texts(rest) <= LONGEST_SIGNATURE)
}

/// Says whether a line was written by the device: "Sent from my phone".
#[must_use]
pub fn is_device(text: &str) -> bool {
    if text.len() > 160 {
        return false;
    }
    let core = super::line::core(text).replace(['[', ']'], "");
    let english = [
        "sent from",
        "sent via",
        "sent with",
        "sent by",
        "sent using",
        "from my",
    ];
    let starts = |start: &&str| core.strip_prefix(*start);
    if let Some(rest) = english.iter().find_map(starts) {
        // "Sent from my TI-85" needs no list; "Sent from our store in Lyon" is a sentence.
        let mine = rest.trim_start().starts_with("my ") && core.split(' ').count() <= 12;
        return mine || names_a_device(rest);
    }
    let other = DEVICE_STARTS.iter().find_map(starts);
    if other.is_some_and(names_a_device) {
        return true;
    }
    // "Ines from mobile", "via mobile".
    let short = core.split_whitespace().count() <= 4;
    short && (core.ends_with("from mobile") || core == "via mobile")
}

fn names_a_device(rest: &str) -> bool {
    rest.is_empty()
        || (rest.split_whitespace().count() <= 14
            && DEVICES.iter().any(|device| rest.contains(device)))
}

/// Finds a card at the end, and where it begins.
///
/// A name or a ruler, then at least two lines of phone, address or link.
#[must_use]
pub fn card(lines: &[Line], end: usize) -> Option<usize> {
    let last = lines
        .get(..end)?
        .iter()
        .rposition(|l| l.kind != Kind::Blank)?;
    let mut contacts = 0;
    let mut count = 0;
    let mut gap = false;
    for at in (0..=last).rev() {
        let line = lines.get(at)?;
        match line.kind {
            Kind::Blank => gap = true,
            Kind::Delimiter if count > 0 => {
                return (contacts >= 2 && written_above(lines, at)).then_some(at);
            }
            Kind::Text if line.text.chars().count() <= 60 && count < LONGEST_CARD => {
                count += 1;
                if is_contact(line.text) {
                    contacts += 1;
                } else if is_name(line.text) && contacts >= 2 && contacts + 1 == count && !gap {
                    return written_above(lines, at).then_some(at);
                }
            }
            _ => return None,
        }
    }
    None
}

// Something must stand above, apart, and not announce what follows with a colon.
fn written_above(lines: &[Line], at: usize) -> bool {
    let above = lines.get(..at).unwrap_or_default();
    let apart = above.last().is_some_and(|line| line.kind == Kind::Blank);
    let text = above.iter().rev().find(|line| line.kind != Kind::Blank);
    apart
        && text.is_some_and(|line| line.kind == Kind::Text && !line.text.trim_end().ends_with(':'))
}

fn is_contact(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    let link =
        text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
    let address = text.contains('@') && words <= 2 && !text.ends_with(['.', '?', '!']);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let phone = (7..=16).contains(&digits) && letters <= 8;
    (link && words == 1) || address || phone
}

fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().collect::<Vec<_>>();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    (2..=4).contains(&words.len())
        && words.iter().all(capital)
        && !text.contains([':', '!', '?', ',', ';'])
        && !text.bytes().any(|b| b.is_ascii_digit())
}
