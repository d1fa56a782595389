//! A link that is passed on where no reader sees it: behind a word, beside the text, encoded.

use crate::world::{
    account::{Letter, NOOR},
    mail::Mail,
    play,
};

const MIXED: &str = "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n";

fn html(href: &str) -> Mail {
    let head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n";
    let body = format!("<p>please do it <a href=\"{href}\">here</a></p>");
    Mail::with(NOOR, "Fwd: account", head, &body)
}

/// Beside a text of its own, where the page shows that text alone.
fn beside(kind: &str, encoding: &str, body: &str) -> Mail {
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\ndo it for me\r\n--b\r\nContent-Type: {kind}\r\n\
         Content-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n--b--\r\n"
    );
    Mail::with(NOOR, "Fwd: account", MIXED, &body)
}

fn hidden(letter: &Letter) -> Vec<(&'static str, Mail)> {
    let link = format!("http://desk.example{}", letter.path);
    let escaped = link.replace('/', "%2F");
    let base64 = |text: &str| data_encoding::BASE64.encode(text.as_bytes());
    let inner = format!("From: {NOOR}\r\nSubject: x\r\n\r\n{link}\r\n");
    let quoted = link.replace("invite", "inv=\r\nite");
    vec![
        ("behind a word", html(&link)),
        ("with references", html(&link.replace('/', "&#47;"))),
        (
            "inside of another address",
            html(&format!("https://safe.example/?url={escaped}")),
        ),
        (
            "behind a word, beside a text",
            beside("text/html", "7bit", &format!("<a href='{link}'>x</a>")),
        ),
        (
            "in quoted-printable",
            beside(
                "text/html",
                "quoted-printable",
                &format!("<a href=3D'{quoted}'>x</a>"),
            ),
        ),
        (
            "in base64, beside a text",
            beside("text/plain", "base64", &base64(&link)),
        ),
        (
            "in an encoded mail",
            beside("message/rfc822", "base64", &base64(&inner)),
        ),
    ]
}

#[test]
fn a_link_that_nobody_sees_is_found() {
    play(async |world| {
        world.invited(NOOR, "Noor Haddad").await;
        let letter = world.letter(NOOR, 1).await;
        for (what, mail) in hidden(&letter) {
            let said = world.try_send(&mail).await;
            assert!(said.starts_with("550 5.7.1"), "{what}: {said}");
            assert_eq!(world.tickets(), [], "{what}");
        }
        // Any other link is what mails are full of.
        world.ticket(&html("http://desk.example/invite/x")).await;
        let other = format!("http://desk.example/invite/{}", "A".repeat(22));
        world.ticket(&html(&other)).await;
    });
}
