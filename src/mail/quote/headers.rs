//! The header block that Outlook puts above a quote: From, Sent, To, Subject in many languages.

use super::{
    date,
    line::{Kind, LONGEST, Line},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    From,
    Date,
    To,
    Subject,
    Other,
}

const LABELS: [(Role, &[&str]); 5] = [
    (
        Role::From,
        &[
            "from",
            "von",
            "de",
            "da",
            "van",
            "från",
            "fra",
            "lähettäjä",
            "od",
            "от",
            "від",
            "kimden",
            "feladó",
            "expeditor",
            "发件人",
            "寄件者",
            "差出人",
            "보낸 사람",
            "expéditeur",
            "mittente",
            "afzender",
            "nadawca",
        ],
    ),
    (
        Role::Date,
        &[
            "sent",
            "date",
            "gesendet",
            "datum",
            "envoyé",
            "enviado",
            "enviado el",
            "enviado em",
            "enviada em",
            "fecha",
            "data",
            "inviato",
            "verzonden",
            "skickat",
            "sendt",
            "dato",
            "lähetetty",
            "päiväys",
            "wysłano",
            "отправлено",
            "дата",
            "надіслано",
            "gönderildi",
            "tarih",
            "elküldve",
            "dátum",
            "odesláno",
            "发送时间",
            "发送日期",
            "日期",
            "寄件日期",
            "送信日時",
            "日時",
            "보낸 날짜",
            "날짜",
        ],
    ),
    (
        Role::To,
        &[
            "to",
            "an",
            "à",
            "para",
            "a",
            "aan",
            "till",
            "til",
            "vastaanottaja",
            "do",
            "кому",
            "kime",
            "címzett",
            "către",
            "komu",
            "收件人",
            "宛先",
            "받는 사람",
        ],
    ),
    (
        Role::Subject,
        &[
            "subject",
            "betreff",
            "objet",
            "asunto",
            "assunto",
            "oggetto",
            "onderwerp",
            "ämne",
            "emne",
            "aihe",
            "temat",
            "тема",
            "konu",
            "tárgy",
            "subiect",
            "předmět",
            "předmet",
            "主题",
            "主旨",
            "件名",
            "제목",
        ],
    ),
    (
        Role::Other,
        &[
            "cc",
            "bcc",
            "kopie",
            "kopia",
            "kopi",
            "kopio",
            "copie",
            "копия",
            "抄送",
            "副本",
            "참조",
            "reply-to",
            "reply to",
            "risposta",
            "antwort an",
            "répondre à",
            "importance",
            "priority",
            "wichtigkeit",
            "priorität",
            "attachments",
            "anlagen",
            "pièces jointes",
            "resent-from",
            "resent-to",
            "organization",
        ],
    ),
];

/// Ends the header block that begins at this line; None if there is no such block.
///
/// From, Subject and one of Date and To must stand there, so that a timetable with "From:" and
/// "To:" stays text; without Subject (a mail that had none) Outlook's order and a whole date.
/// At most 16 lines, values may be wrapped.
#[must_use]
pub fn block(lines: &[Line], at: usize) -> Option<usize> {
    lines.get(at).and_then(role)?;
    let mut seen = Vec::new();
    let mut end = at;
    let mut wrapped = 0;
    for (here, line) in lines.iter().enumerate().skip(at).take(16) {
        if line.kind == Kind::Blank {
            // Some clients put a blank line between the labels, none puts two.
            let next = lines.get(here + 1).and_then(role);
            if next.is_some() && !is_complete(&seen) {
                continue;
            }
            break;
        }
        if let Some(role) = role(line) {
            seen.push(role);
            end = here + 1;
            wrapped = 0;
        } else if !seen.is_empty() && wrapped < 3 && line.kind == Kind::Text {
            // The rest of a long value; it belongs to the block only if a label follows.
            wrapped += 1;
        } else {
            break;
        }
    }
    let without_subject = seen.starts_with(&[Role::From, Role::Date, Role::To])
        && lines
            .get(at..end)
            .is_some_and(|block| block.iter().any(is_dated));
    (is_complete(&seen) || without_subject).then_some(end)
}

fn is_dated(line: &Line) -> bool {
    // Outlook puts direction marks around every number.
    let marks = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}');
    let text = line.text.chars().filter(marks).collect::<String>();
    role(line) == Some(Role::Date) && date::has_date(&text) && date::has_time(&text)
}

fn is_complete(seen: &[Role]) -> bool {
    let has = |role| seen.contains(&role);
    has(Role::From) && has(Role::Subject) && (has(Role::Date) || has(Role::To))
}

// `*From:* Ines`, `**Von:**`, `De : Ines`, `发件人：`.
fn role(line: &Line) -> Option<Role> {
    if line.kind != Kind::Text || line.text.len() > LONGEST * 4 {
        return None;
    }
    let text = line
        .text
        .trim_start_matches(|c: char| c.is_whitespace() || c == '*' || c == '|');
    let (label, _) = text.split_once([':', '：'])?;
    let label = label.trim_matches(|c: char| c.is_whitespace() || c == '*');
    // The longest label has 26 octets.
    if label.is_empty() || label.len() > 32 {
        return None;
    }
    let label = label.to_lowercase();
    LABELS
        .iter()
        .find(|(_, words)| words.contains(&label.as_str()))
        .map(|(role, _)| *role)
}
