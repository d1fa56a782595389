//! Lines of a mail and what each is by itself. Looks at no neighbour but for code fences.

/// One line without its end.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub text: &'a str,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Blank,
    Text,
    /// Behind `>`, or behind up to two capitals and `>`.
    Quote,
    /// A ruler of `_`, `=`, `*` and the like.
    Delimiter,
    /// `--` or a dash alone: a signature may follow.
    Separator,
    /// "Reply above this line".
    Own,
    /// "-----Original Message-----" or "Forwarded message", in any language we know.
    Original,
    /// Inside a fence of three backticks: never taken for anything else.
    Code,
}

/// Longest line that is worth a look, in octets: markers and introductions are short.
pub const LONGEST: usize = 400;

// The first is what our own mails say; the others are those of desks that customers come from.
const OWN: [&str; 14] = [
    "reply above this line",
    "please reply above this line",
    "please type your reply above this line",
    "write above this line to reply",
    "répondez au-dessus de cette ligne",
    "répondre au-dessus de cette ligne",
    "veuillez répondre au-dessus de cette ligne",
    "bitte antworten sie oberhalb dieser zeile",
    "bitte oberhalb dieser zeile antworten",
    "antworten sie oberhalb dieser linie",
    "responda por encima de esta línea",
    "rispondere sopra questa riga",
    "responda acima desta linha",
    "antwoord boven deze regel",
];

const ORIGINAL: [&str; 42] = [
    "original message",
    "original appointment",
    "forwarded message",
    "forwarded by",
    "begin forwarded message",
    "reply message",
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "message initial",
    "message transféré",
    "début du message transféré",
    "début du message réexpédié",
    "mensaje original",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "messaggio originale",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "mensagem original",
    "mensagem encaminhada",
    "início da mensagem reencaminhada",
    "oorspronkelijk bericht",
    "doorgestuurd bericht",
    "ursprungligt meddelande",
    "vidarebefordrat meddelande",
    "oprindelig meddelelse",
    "videresendt meddelelse",
    "opprinnelig melding",
    "alkuperäinen viesti",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "исходное сообщение",
    "пересылаемое сообщение",
    "原始邮件",
    "元のメッセージ",
    "원본 메시지",
];

/// Cuts a text into lines and says what each is.
#[must_use]
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut in_code = false;
    let closes = text.matches("\n```").count() + usize::from(text.starts_with("```"));
    let mut fences_left = closes;
    texts(text)
        .map(|text| {
            let fence = text.starts_with("```");
            if fence {
                fences_left = fences_left.saturating_sub(1);
                // An opening fence without a closing one is only three backticks.
                in_code = !in_code && fences_left > 0;
            }
            let kind = match (fence || in_code, kind(text)) {
                (true, kind) if kind != Kind::Blank => Kind::Code,
                (_, kind) => kind,
            };
            Line { text, kind }
        })
        .collect()
}

/// Cuts at CRLF, LF and lone CR.
pub fn texts(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// Lower case without what stands around the words: `*-----Original Message-----*`.
#[must_use]
pub fn core(text: &str) -> String {
    let around = |c: char| !c.is_alphanumeric();
    text.trim_matches(around).to_lowercase()
}

fn kind(text: &str) -> Kind {
    let trimmed = text.trim();
    if trimmed.is_empty() || trimmed.chars().all(is_filler) {
        return Kind::Blank;
    }
    if is_quote(trimmed) {
        let inner = trimmed.trim_start_matches(['>', ' ']);
        return if is_own(inner) {
            Kind::Own
        } else {
            Kind::Quote
        };
    }
    if matches!(trimmed, "--" | "—" | "–" | "__") {
        return Kind::Separator;
    }
    if is_ruler(trimmed) {
        return Kind::Delimiter;
    }
    if is_own(trimmed) {
        return Kind::Own;
    }
    if is_original(trimmed) {
        return Kind::Original;
    }
    Kind::Text
}

// Zero-width characters and what mail trackers leave at the end of a mail.
fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | 'ᐧ')
}

fn is_quote(trimmed: &str) -> bool {
    if let Some(rest) = trimmed.strip_prefix('>') {
        // `>From` is the escape of mbox files, not a quote.
        return !rest.starts_with("From ");
    }
    let capitals = trimmed.bytes().take_while(u8::is_ascii_uppercase).count();
    (1..=2).contains(&capitals) && trimmed.get(capitals..).is_some_and(|r| r.starts_with('>'))
}

fn is_ruler(trimmed: &str) -> bool {
    let mut count = 0;
    for c in trimmed.chars() {
        match c {
            '-' | '_' | '=' | '*' | '#' | '~' | '+' | '—' | '–' | '•' => count += 1,
            ' ' => {}
            _ => return false,
        }
    }
    count >= 2
}

fn is_own(trimmed: &str) -> bool {
    // The longest of OWN has 60 octets; rulers stand around it.
    trimmed.len() <= 200 && OWN.contains(&core(trimmed).as_str())
}

fn is_original(trimmed: &str) -> bool {
    let ruled = trimmed.starts_with(['-', '*', '_', '=']);
    if trimmed.len() > 200 || !(ruled || trimmed.ends_with([':', '：'])) {
        return false;
    }
    let core = core(trimmed);
    let exact = ORIGINAL.contains(&core.as_str());
    // "----- Forwarded by Ines/Lumen on 12/05/2024 -----"
    let lotus = ruled && core.starts_with("forwarded by ");
    lotus || (exact && (ruled || core.contains("forward") || core.starts_with(APPLE_BEGIN)))
}

// Apple Mail opens a forward without a ruler, "Begin forwarded message:".
const APPLE_BEGIN: [char; 3] = ['d', 'i', 'a'];
