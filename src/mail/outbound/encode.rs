//! Header values that cannot leave their line: encoded words (RFC 2047), names, tokens.

/// Octets of one encoded word, delimiters included (RFC 2047 2).
const WORD_OCTETS: usize = 75;

/// Makes one line: controls become spaces, spaces are single, none at the ends.
#[must_use]
pub fn one_line(text: &str) -> String {
    let visible = text.chars().map(|c| if breaks(c) { ' ' } else { c });
    let visible = visible.collect::<String>();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

// U+2028 and U+2029 end lines too, for some readers.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Writes the value of an unstructured header such as Subject.
///
/// As it is if ASCII with words that can be folded; else as encoded words. A text that looks
/// like an encoded word is encoded, so that it arrives as it was typed.
#[must_use]
pub fn unstructured(text: &str) -> String {
    let line = one_line(text);
    let long = line.split(' ').any(|word| word.len() > WORD_OCTETS);
    if line.is_ascii() && !line.contains("=?") && !long {
        return line;
    }
    words(&line).join(" ")
}

/// Breaks up what a client might take for an encoded word inside a quoted name.
///
/// A zero-width space would be invisible and lie; a space is honest.
#[must_use]
pub fn harmless(name: String) -> String {
    if name.contains("=?") {
        name.replace("=?", "= ?")
    } else {
        name
    }
}

/// Writes `attachment` or `inline` with the file name.
///
/// Quoted if it is plain and short enough never to be folded, because programs differ in how
/// they unfold a quoted string; else by RFC 2231, percent-encoded and in sections.
#[must_use]
pub fn disposition(kind: &str, name: &str) -> String {
    const SECTION: usize = 50;
    if name.len() <= 34 && name.chars().all(|c| is_plain(c) || c == ' ') {
        return format!("{kind}; filename=\"{name}\"");
    }
    let mut sections = vec![String::new()];
    // By characters: programs decode each section by itself.
    for c in name.chars() {
        let encoded = percent(c);
        match sections.last_mut() {
            Some(section) if section.len() < SECTION => section.push_str(&encoded),
            _ => sections.push(encoded),
        }
    }
    if let [whole] = sections.as_slice() {
        return format!("{kind}; filename*=UTF-8''{whole}");
    }
    let mut value = kind.to_owned();
    for (count, section) in sections.iter().enumerate() {
        // RFC 2231 4.1: the charset stands in the first section only.
        let charset = if count == 0 { "UTF-8''" } else { "" };
        value.push_str(&format!("; filename*{count}*={charset}{section}"));
    }
    value
}

/// Writes a name for a quoted string: plain as it is, else as encoded words.
#[must_use]
pub fn quoted_name(name: &str) -> String {
    if name.len() <= WORD_OCTETS && name.chars().all(is_plain) {
        return name.to_owned();
    }
    words(name).join(" ")
}

fn percent(c: char) -> String {
    if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
        return c.to_string();
    }
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).bytes();
    bytes.map(|byte| format!("%{byte:02X}")).collect()
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '(' | ')' | ',' | '@')
}

/// Cuts a file name to what can be saved anywhere.
///
/// No path, no controls, no invisible characters, at most `octets`.
#[must_use]
pub fn file_name(name: &str, octets: usize) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible = base
        .chars()
        .filter(|c| !crate::domain::address::invisible(*c));
    // Mail programs decode what looks like an encoded word, quoted or not.
    let mut line = one_line(&visible.collect::<String>()).replace("=?", "=_");
    while line.len() > octets {
        line.pop();
    }
    let line = line.trim_matches(|c: char| c == '.' || c == ' ');
    if line.is_empty() {
        "file".to_owned()
    } else {
        line.to_owned()
    }
}

/// Keeps `type/subtype`; what is none, or a composite type, becomes octets.
#[must_use]
pub fn content_type(text: &str) -> String {
    let lower = text
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    // RFC 2045 5.1: token. RFC 2045 6.4: multipart and message may not be base64.
    let token = |part: &str| {
        !part.is_empty()
            && part.len() <= 64
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    match lower.split_once('/') {
        Some((kind, sub))
            if token(kind) && token(sub) && kind != "multipart" && kind != "message" =>
        {
            lower
        }
        _ => "application/octet-stream".to_owned(),
    }
}

/// Keeps the printable ASCII of an opaque value, at most 128 of it.
#[must_use]
pub fn token(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_graphic)
        .take(128)
        .collect()
}

// RFC 2047 5: "Q" words, each of whole characters; the space between two words is not text.
fn words(line: &str) -> Vec<String> {
    const OPEN: &str = "=?utf-8?Q?";
    const CLOSE: &str = "?=";
    let mut words = Vec::new();
    let mut word = String::from(OPEN);
    for c in line.chars() {
        let mut buffer = [0; 4];
        let mut encoded = String::new();
        for byte in c.encode_utf8(&mut buffer).bytes() {
            match byte {
                b' ' => encoded.push('_'),
                // RFC 2047 5(3): the characters that are safe in a phrase as well.
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(char::from(byte)),
                byte => encoded.push_str(&format!("={byte:02X}")),
            }
        }
        if word.len() + encoded.len() + CLOSE.len() > WORD_OCTETS {
            word.push_str(CLOSE);
            words.push(std::mem::replace(&mut word, String::from(OPEN)));
        }
        word.push_str(&encoded);
    }
    word.push_str(CLOSE);
    words.push(word);
    words
}
