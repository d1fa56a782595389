//! The line above a quote: "On 3 Apr 2017 at 15:04, Ines <ines@lumen.example> wrote:".
//!
//! Known by what all languages share: a date or an address, a word for "wrote", a colon. May be
//! wrapped over a few lines.

use super::{
    date,
    line::{Kind, LONGEST, Line},
};

/// An introduction is wrapped over at most this many lines, blank ones counted.
const WINDOW: usize = 6;

// Words for "wrote" that stand last, before the colon.
const LAST: [&str; 44] = [
    "wrote",
    "writes",
    "a écrit",
    "escribió",
    "va escriure",
    "ha scritto",
    "scrive",
    "escreveu",
    "geschreven",
    "schreef",
    "schrieb",
    "schrieb folgendes",
    "skrev",
    "skrev følgende",
    "kirjoitti",
    "napisał(a)",
    "napisał",
    "napisała",
    "pisze",
    "napsal(a)",
    "napsal",
    "napísal(a)",
    "написал(а)",
    "написал",
    "написала",
    "пишет",
    "пише",
    "написав",
    "написав(-ла)",
    "писал(а)",
    "писал",
    "写道",
    "寫道",
    "写到",
    "作成",
    "のメール",
    "のメッセージ",
    "さんは書きました",
    "님이 작성",
    "작성",
    "yazdı",
    "a scris",
    "ezt írta",
    "έγραψε",
];

// The same word in front of a name or a date.
const MIDDLE: [&str; 6] = ["schrieb", "schreef", "skrev", "heeft", "ezt írta", "napsal"];

// What a dated introduction begins with.
const STARTS: [&str; 20] = [
    "on ",
    "at ",
    "am ",
    "le ",
    "el ",
    "il ",
    "em ",
    "op ",
    "den ",
    "dne ",
    "dnia ",
    "w dniu ",
    "på ",
    "pe ",
    "dňa ",
    "no dia ",
    "в ",
    "a ",
    "στις ",
    "vào ",
];

/// Ends the introduction that begins at this line; None if it is none.
#[must_use]
pub fn ends(lines: &[Line], at: usize) -> Option<usize> {
    let first = lines.get(at)?;
    let opens = opening(first.text)?;
    let mut joined = String::new();
    for (here, line) in lines.iter().enumerate().skip(at).take(WINDOW) {
        if line.text.len() + joined.len() > LONGEST {
            return None;
        }
        match line.kind {
            Kind::Blank if goes_on(lines, here + 1) => continue,
            Kind::Text | Kind::Delimiter => {}
            // A client that wraps may leave the closing bracket behind a `>`.
            Kind::Quote if here > at && line.text.starts_with(['>']) && is_tail(line.text) => {}
            _ => return None,
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line.text.trim());
        if is_whole(&joined, opens) {
            // "See below\nInes <…> wrote:" begins at its second line.
            let later = opens == Opens::Otherwise && begins_later(lines, at, here);
            return (!later).then_some(here + 1);
        }
    }
    None
}

fn begins_later(lines: &[Line], at: usize, end: usize) -> bool {
    (at + 1..=end).any(|start| {
        let Some(part) = lines.get(start..=end) else {
            return false;
        };
        let opens = part.first().and_then(|line| opening(line.text));
        let trimmed = part.iter().map(|line| line.text.trim());
        let joined = trimmed.collect::<Vec<_>>().join(" ");
        opens.is_some_and(|opens| is_whole(&joined, opens))
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    /// With a date, behind a word such as "On" or not.
    Dated,
    /// With a name, an address.
    Otherwise,
}

// What the first line must hold already, so that most lines are done with here.
fn opening(text: &str) -> Option<Opens> {
    if text.len() > LONGEST {
        return None;
    }
    let text = bare(text);
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    if !has_digit && !text.contains('@') && !text.contains(['在', '于', '於']) {
        return None;
    }
    // "3 Apr", "ma 3. huhtik.": a number, or a weekday and a number.
    let number =
        |word: Option<&str>| word.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    let mut words = text.split_whitespace();
    let starts_with_digit = number(words.next()) || number(words.next());
    let lower = text.to_lowercase();
    let started = STARTS.iter().any(|start| lower.starts_with(start));
    if (started || starts_with_digit) && date::has_date_or_time(text) {
        return Some(Opens::Dated);
    }
    let foreign = text.starts_with(['在', '于', '於', '周', '星']);
    (foreign || text.contains('@') || date::has_date(text)).then_some(Opens::Otherwise)
}

fn is_whole(joined: &str, opens: Opens) -> bool {
    let text = bare(joined);
    if text.matches('<').count() != text.matches('>').count() {
        return false;
    }
    // Zoho: "---- On Tue, 22 Dec 2015 14:17:36 +0530 Ines wrote ----".
    let zoho = joined.starts_with("----") && joined.ends_with("----");
    let Some(said) = text.strip_suffix([':', '：']).or(zoho.then_some(text)) else {
        return is_bare_date(text);
    };
    let lower = said.trim_end().to_lowercase();
    let address = lower.contains('@');
    let proof = match opens {
        Opens::Dated => true,
        Opens::Otherwise => address || date::has_date(&lower),
    };
    let last = LAST.iter().any(|verb| ends_with_word(&lower, verb));
    let middle = MIDDLE
        .iter()
        .any(|verb| lower.contains(&format!(" {verb} ")));
    // "26.06.2014, 14:41, "Ines" <ines@lumen.example>:"
    let dated = date::has_date(&lower) && date::has_time(&lower);
    let by_address = dated && lower.ends_with('>') && address;
    proof && (last || (middle && date::has_date_or_time(&lower)) || by_address)
}

// "2016-03-03 17:21 GMT+01:00 Ines", "2013/7/20 Ines <ines@lumen.example>": no verb, no colon.
fn is_bare_date(text: &str) -> bool {
    let year_first = text
        .get(..4)
        .is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()))
        && text.get(4..5).is_some_and(|c| c == "-" || c == "/");
    let zone = text.contains(" GMT+") || text.contains(" GMT-");
    year_first && date::has_date(text) && (zone || text.ends_with('>')) && text.len() <= 160
}

fn ends_with_word(text: &str, verb: &str) -> bool {
    text.strip_suffix(verb).is_some_and(|before| {
        let last = before.chars().next_back();
        // Scripts without spaces need no gap before the word.
        last.is_none_or(|c| !c.is_alphanumeric()) || !verb.is_ascii() && !verb.contains(is_european)
    })
}

fn is_european(c: char) -> bool {
    c.is_alphabetic() && (c as u32) < 0x1000
}

fn goes_on(lines: &[Line], at: usize) -> bool {
    lines
        .get(at)
        .is_some_and(|line| line.text.trim_start().starts_with('<'))
}

fn is_tail(text: &str) -> bool {
    let text = text.trim_end();
    text.len() <= 40 && text.ends_with([':', '：']) && !text.starts_with(">>")
}

// Without the rulers and asterisks that some clients put around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '*' | '_' | '\u{202a}'..='\u{202e}' | '\u{200e}' | '\u{200f}'
            )
    })
}
