//! Bytes with a charset label to text. Labels are those of the WHATWG Encoding Standard and a few
//! that only mail knows. Never fails; says U+FFFD only where no reading of the bytes fits.

use encoding_rs::{
    EUC_KR, Encoding, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

#[cfg(test)]
mod tests;

/// Decodes text whose label may be missing or wrong. NUL is removed.
#[must_use]
pub fn decode(label: Option<&str>, bytes: &[u8]) -> String {
    let mut text = match label.map(|label| Charset::find(label, bytes)) {
        _ if Encoding::for_bom(bytes).is_some() => UTF_8.decode(bytes).0.into_owned(),
        Some(Some(charset)) => charset.decode(bytes),
        Some(None) | None => decode_unlabelled(bytes),
    };
    if text.contains('\0') {
        text.retain(|c| c != '\0');
    }
    text
}

/// Decodes bytes without a label: UTF-8 if they are, ISO-2022-JP by its escapes, else windows-1252.
#[must_use]
pub fn decode_unlabelled(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        // RFC 1468: 7-bit text with ESC $ B or ESC $ @ is Japanese of before the labels.
        let japanese = |escape: &[u8]| matches!(escape, [0x1b, b'$', b'B' | b'@']);
        if bytes.windows(3).any(japanese) {
            let (text, _, failed) = ISO_2022_JP.decode(bytes);
            if !failed {
                return text.into_owned();
            }
        }
        return text.to_owned();
    }
    mostly_utf8(bytes).unwrap_or_else(|| WINDOWS_1252.decode(bytes).0.into_owned())
}

/// What a label stands for: an encoding of the standard, or one that only mail still carries.
enum Charset {
    Standard(&'static Encoding),
    Utf7,
    Iso2022Kr,
    HzGb2312,
    Ibm850,
}

impl Charset {
    fn find(label: &str, bytes: &[u8]) -> Option<Self> {
        let label = label.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        // RFC 2231 5: a language may follow the charset after a star.
        let label = label.split('*').next().unwrap_or_default();
        let label = label.to_ascii_lowercase();
        let charset = match label.as_str() {
            "utf-7" | "utf7" | "unicode-1-1-utf-7" => Self::Utf7,
            "iso-2022-kr" | "csiso2022kr" => Self::Iso2022Kr,
            "hz-gb-2312" | "hz" => Self::HzGb2312,
            "cp850" | "ibm850" | "850" => Self::Ibm850,
            "utf-16" | "utf16" | "unicode" | "ucs-2" | "iso-10646-ucs-2" => {
                Self::Standard(utf16_by_zeros(bytes))
            }
            "ks_c_5601" | "ks-c-5601" | "ksc-5601" | "ks-c-5601-1987" | "cp949" | "uhc" => {
                Self::Standard(EUC_KR)
            }
            "cp932" | "ms-kanji" | "shift-jisx0213" => Self::Standard(SHIFT_JIS),
            "cp936" | "ms936" => Self::Standard(GBK),
            "latin-1" | "latin_1" | "iso8859_1" | "iso_8859_1" => Self::Standard(WINDOWS_1252),
            "iso-2022-jp-1" | "iso-2022-jp-2" | "iso-2022-jp-ms" | "cp50220" | "cp50221" => {
                Self::Standard(ISO_2022_JP)
            }
            _ => Self::Standard(
                Encoding::for_label_no_replacement(label.as_bytes()).or_else(|| {
                    Encoding::for_label_no_replacement(label.replace('_', "-").as_bytes())
                })?,
            ),
        };
        Some(charset)
    }

    fn decode(&self, bytes: &[u8]) -> String {
        match self {
            Self::Standard(encoding) => standard(encoding, bytes),
            Self::Utf7 => by_parser("utf-7", bytes),
            Self::Ibm850 => by_parser("cp850", bytes),
            Self::Iso2022Kr => EUC_KR.decode(&shifted(bytes)).0.into_owned(),
            Self::HzGb2312 => GBK.decode(&tilde_shifted(bytes)).0.into_owned(),
        }
    }
}

fn standard(encoding: &'static Encoding, bytes: &[u8]) -> String {
    // The byte order mark was asked before.
    let (text, failed) = encoding.decode_without_bom_handling(bytes);
    if encoding == WINDOWS_1252 {
        // iso-8859-1, us-ascii and windows-1252 are the labels that programs write without
        // looking; two or more bytes that happen to be UTF-8 never are Latin text by accident.
        return match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => text.into_owned(),
        };
    }
    if failed && encoding == UTF_8 {
        return decode_unlabelled(bytes);
    }
    if failed && let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    text.into_owned()
}

// Text with a broken byte here and there stays UTF-8 if it holds more whole sequences than faults.
fn mostly_utf8(bytes: &[u8]) -> Option<String> {
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    let faults = text.matches('\u{fffd}').count();
    let whole = text
        .chars()
        .filter(|&c| !c.is_ascii() && c != '\u{fffd}')
        .count();
    (whole > faults).then(|| text.into_owned())
}

// RFC 2781 4.3 asks for big endian without a mark; programs write little endian. Zeros tell.
fn utf16_by_zeros(bytes: &[u8]) -> &'static Encoding {
    let zeros = |offset: usize| {
        bytes
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    if zeros(0) > zeros(1) {
        UTF_16BE
    } else {
        UTF_16LE
    }
}

fn by_parser(label: &str, bytes: &[u8]) -> String {
    mail_parser::decoders::charsets::map::charset_decoder(label.as_bytes())
        .map_or_else(|| decode_unlabelled(bytes), |decoder| decoder(bytes))
}

// RFC 1557: SO and SI switch to KS C 5601 in seven bits; with the eighth bit set it is EUC-KR.
fn shifted(bytes: &[u8]) -> Vec<u8> {
    let mut korean = false;
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            0x0e => korean = true,
            0x0f => korean = false,
            0x1b => rest = tail.strip_prefix(b"$)C").unwrap_or(tail),
            0x21..=0x7e if korean => out.push(byte | 0x80),
            _ => out.push(byte),
        }
    }
    out
}

// RFC 1843: ~{ and ~} switch to GB 2312 in seven bits, ~~ is a tilde, ~ at a line end joins lines.
fn tilde_shifted(bytes: &[u8]) -> Vec<u8> {
    let mut chinese = false;
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail.first()) {
            (b'~', Some(b'{')) => chinese = true,
            (b'~', Some(b'}')) => chinese = false,
            (b'~', Some(b'~')) if !chinese => out.push(b'~'),
            (b'~', Some(b'\n')) => {}
            (0x21..=0x7e, _) if chinese => {
                out.push(byte | 0x80);
                continue;
            }
            _ => {
                out.push(byte);
                continue;
            }
        }
        rest = tail.get(1..).unwrap_or_default();
    }
    out
}
