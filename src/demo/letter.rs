//! Writes a sample mail as bytes, in the ways that mail programs write them. Sends nothing.

use data_encoding::BASE64;

use crate::domain::time::Timestamp;

/// A file that goes along.
#[derive(Clone, Copy, Debug)]
pub struct File {
    pub name: &'static str,
    pub content_type: &'static str,
    pub bytes: &'static [u8],
}

/// How the text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    /// Text and HTML.
    Html,
    /// Text, and HTML that shows a picture in place.
    Picture,
}

/// A mail to be written.
#[derive(Clone, Debug)]
pub struct Letter {
    pub from_name: String,
    pub from: String,
    pub to: String,
    pub subject: String,
    pub date: Timestamp,
    /// Without its angle brackets, as all ids here.
    pub msg_id: String,
    pub references: Vec<String>,
    /// Whole lines, such as `Auto-Submitted: auto-replied`.
    pub more_headers: Vec<String>,
    pub form: Form,
    /// Paragraphs are divided by an empty line.
    pub text: String,
    pub files: Vec<File>,
}

/// What mail programs put at the foot.
pub const LOGO: File = File {
    name: "logo.png",
    content_type: "image/png",
    bytes: include_bytes!("logo.png"),
};

/// What customers attach.
pub const FILES: [File; 4] = [
    File {
        name: "screenshot.png",
        content_type: "image/png",
        bytes: include_bytes!("screenshot.png"),
    },
    File {
        name: "journal.txt",
        content_type: "text/plain",
        bytes: include_bytes!("journal.txt"),
    },
    File {
        name: "stock.csv",
        content_type: "text/csv",
        bytes: include_bytes!("stock.csv"),
    },
    File {
        name: "bon-de-commande.pdf",
        content_type: "application/pdf",
        bytes: include_bytes!("order.pdf"),
    },
];

impl Letter {
    /// Writes the whole message with CRLF.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "Date: {}\nMessage-ID: <{}>\nFrom: {} <{}>\nTo: {}\nSubject: {}\n",
            date(self.date),
            self.msg_id,
            words(&self.from_name),
            self.from,
            self.to,
            words(&self.subject),
        );
        if let Some(last) = self.references.last() {
            head.push_str(&format!("In-Reply-To: <{last}>\n"));
            let all: Vec<String> = self.references.iter().map(|id| format!("<{id}>")).collect();
            head.push_str(&format!("References: {}\n", all.join("\n ")));
        }
        for line in &self.more_headers {
            head.push_str(&format!("{line}\n"));
        }
        let body = self.body();
        let whole = if self.files.is_empty() {
            body
        } else {
            let mut parts = vec![body];
            parts.extend(self.files.iter().map(|file| attached(file, "attachment")));
            multipart("mixed", &parts)
        };
        crlf(&format!("{head}MIME-Version: 1.0\n{whole}"))
    }

    fn body(&self) -> String {
        let text = format!(
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}\n",
            self.text
        );
        let picture = if self.form == Form::Picture {
            "<p><img src=\"cid:logo@customers.example\" alt=\"\" width=\"120\" height=\"40\"></p>"
        } else {
            ""
        };
        let html = format!(
            "<html><body style=\"font-family: sans-serif\">{}{picture}</body></html>\n",
            html(&self.text)
        );
        let html = format!(
            "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{}\n",
            base64(html.as_bytes())
        );
        match self.form {
            Form::Plain => text,
            Form::Html => multipart("alternative", &[text, html]),
            Form::Picture => {
                let logo = attached(&LOGO, "inline\nContent-ID: <logo@customers.example>");
                let related = multipart("related", &[html, logo]);
                multipart("alternative", &[text, related])
            }
        }
    }
}

/// What a server says in a report that a mail could not be delivered (RFC 3464).
#[must_use]
pub fn report(to: &str, recipient: &str, returned: &str, at: Timestamp) -> Vec<u8> {
    let reason = "552 5.2.2 The recipient's mailbox is over its storage limit";
    let told = format!(
        "Content-Type: text/plain; charset=us-ascii\n\nThis is the mail system at mx.customers.example.\n\n\
         Your message could not be delivered to one or more recipients.\n\n<{recipient}>: {reason}\n"
    );
    let status = format!(
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.customers.example\n\n\
         Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.2.2\n\
         Diagnostic-Code: smtp; 552 5.2.2 The recipient's mailbox is over its storage limit\n"
    );
    let header = format!("Content-Type: text/rfc822-headers\n\nMessage-ID: <{returned}>\n");
    let parts = multipart(
        "report; report-type=delivery-status",
        &[told, status, header],
    );
    crlf(&format!(
        "Date: {}\nMessage-ID: <report.{}@mx.customers.example>\n\
         From: Mail Delivery System <MAILER-DAEMON@mx.customers.example>\nTo: {to}\n\
         Subject: Undelivered Mail Returned to Sender\nAuto-Submitted: auto-replied\n\
         MIME-Version: 1.0\n{parts}",
        date(at),
        at.0
    ))
}

fn multipart(kind: &str, parts: &[String]) -> String {
    // Each kind stands once in a mail, so its boundary is its own.
    let boundary = format!("=_{}_of_this_mail", kind.split(';').next().unwrap_or(kind));
    let mut whole = format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\"\n\n");
    for part in parts {
        whole.push_str(&format!("--{boundary}\n{part}\n"));
    }
    whole + &format!("--{boundary}--\n")
}

fn attached(file: &File, disposition: &str) -> String {
    let (kind, rest) = disposition.split_once('\n').unwrap_or((disposition, ""));
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("{rest}\n")
    };
    format!(
        "Content-Type: {}; name=\"{name}\"\nContent-Disposition: {kind}; filename=\"{name}\"\n\
         {rest}Content-Transfer-Encoding: base64\n\n{}\n",
        file.content_type,
        base64(file.bytes),
        name = file.name
    )
}

fn base64(bytes: &[u8]) -> String {
    // RFC 2045 6.8: lines of 76; 57 octets make one.
    let lines: Vec<String> = bytes.chunks(57).map(|line| BASE64.encode(line)).collect();
    lines.join("\n")
}

// RFC 2047: what is not ASCII stands in encoded words of at most 75 characters.
fn words(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut encoded: Vec<String> = Vec::new();
    let mut piece = String::new();
    for c in text.chars() {
        if piece.len() + c.len_utf8() > 42 {
            encoded.push(format!("=?utf-8?B?{}?=", BASE64.encode(piece.as_bytes())));
            piece.clear();
        }
        piece.push(c);
    }
    encoded.push(format!("=?utf-8?B?{}?=", BASE64.encode(piece.as_bytes())));
    encoded.join("\n ")
}

fn html(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let paragraphs = escaped.split("\n\n");
    paragraphs
        .map(|paragraph| format!("<p>{}</p>\n", paragraph.replace('\n', "<br>\n")))
        .collect()
}

fn date(at: Timestamp) -> String {
    // RFC 5322 3.3.
    at.jiff()
        .strftime("%a, %d %b %Y %H:%M:%S +0000")
        .to_string()
}

fn crlf(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}
