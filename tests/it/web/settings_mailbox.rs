//! The form of a mailbox: what it keeps, what it refuses, what stays typed.

use super::check_page;
use crate::world::{ADMIN, MAILBOX, play};

const NEW: &str = "/settings/mail/new";

fn fields<'a>(typed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("address", "billing@lumen.example"),
        ("aliases", ""),
        ("delivery_domain", ""),
        ("plus_addresses", "1"),
        ("display_name", "Lumen billing"),
        ("default_group", ""),
        ("signature", "Lumen"),
        ("route", "desk"),
        ("route.security", "tls"),
        ("route.host", ""),
        ("route.port", ""),
        ("route.user", ""),
        ("route.password", ""),
    ];
    fields.retain(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
    fields.extend(typed);
    fields
}

#[test]
fn a_mailbox_is_made_and_changed() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let typed = [
            (
                "aliases",
                "invoices@lumen.example\r\nINVOICES@lumen.example, accounts@lumen.example",
            ),
            ("delivery_domain", "Desk.Lumen.Example"),
            ("display_name", "Lumen\r\nBcc: evil@evil.example"),
            ("signature", "Lumen\r\n<b>1</b>\u{0}\r\n"),
            ("route", "own"),
            ("route.security", "starttls"),
            ("route.host", "smtp.example"),
            ("route.user", "billing"),
            ("route.password", "hush"),
        ];
        let answer = admin.post(NEW, &fields(&typed)).await.expect(303);
        assert_eq!(answer.header("location"), "/settings/mail?saved=1");
        let book = world.desk().book().unwrap();
        let kept = &book.mailboxes[1];
        assert_eq!(kept.aliases.len(), 2, "each once");
        assert_eq!(kept.delivery_domain, "desk.lumen.example");
        assert_eq!(kept.display_name, "Lumen Bcc: evil@evil.example");
        assert_eq!(kept.signature, "Lumen\n<b>1</b>");
        let route = kept.route.as_ref().unwrap();
        assert_eq!((route.host.as_str(), route.port), ("smtp.example", 587));
        let answer = admin.get("/settings/mail/2").await;
        let page = check_page(&answer, 200);
        assert!(!answer.text().contains("hush") && !answer.text().contains("<b>1"));
        assert_eq!(page.value("route.user"), "billing");
        assert_eq!(
            page.one("textarea", &[("name", "signature")]).text,
            "Lumen\n<b>1</b>"
        );
        // Another name, and the box of the plus addresses off.
        let mut changed = fields(&[("address", "money@lumen.example")]);
        changed.retain(|(name, _)| *name != "plus_addresses");
        admin.post("/settings/mail/2", &changed).await.expect(303);
        let book = world.desk().book().unwrap();
        assert_eq!(book.mailboxes[1].address.as_str(), "money@lumen.example");
        assert!(!book.mailboxes[1].plus_addresses && book.mailboxes[1].route.is_none());
    });
}

#[test]
fn what_was_typed_stays_and_the_field_is_named() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get(NEW).await.expect(200);
        let (long, local) = (
            "x".repeat(10_000),
            format!("{}@lumen.example", "l".repeat(47)),
        );
        for (field, wrong) in [
            ("address", ""),
            ("address", "no address"),
            ("address", MAILBOX),
            ("address", "SUPPORT@lumen.example"),
            ("address", ADMIN),
            ("address", "a+b@lumen.example"),
            ("address", "x@cust.example\r\nBcc: evil@evil.example"),
            ("address", local.as_str()),
            ("aliases", "fine@lumen.example, no address"),
            ("aliases", ADMIN),
            ("aliases", MAILBOX),
            ("aliases", local.as_str()),
            ("delivery_domain", "no domain"),
            ("delivery_domain", "<b>x</b>"),
            ("display_name", long.as_str()),
            ("default_group", "9"),
            ("default_group", "nonsense"),
            ("signature", long.as_str()),
            ("route", "elsewhere"),
        ] {
            let page = check_page(&admin.post(NEW, &fields(&[(field, wrong)])).await, 422);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{field}={wrong:.30}");
            let id = field.replace(['.', '_'], "-");
            assert_eq!(errors[0].attribute("id"), format!("{id}-e"), "{wrong:.30}");
            let target = format!("#{id}");
            assert_eq!(page.all("a", &[("href", &target)]).len(), 1, "{field}");
            match field {
                "default_group" | "route" => {}
                "aliases" | "signature" => {
                    assert_eq!(page.one("textarea", &[("name", field)]).text, wrong);
                }
                // Every parser of HTML reads CRLF as LF.
                _ => assert_eq!(page.value(field), wrong.replace('\r', ""), "{field}"),
            }
        }
        // The domain that mail really reaches counts too.
        let typed = [
            ("address", "ada@other.example"),
            ("delivery_domain", "lumen.example"),
        ];
        check_page(&admin.post(NEW, &fields(&typed)).await, 422);
        // 46 octets fit.
        let fits = format!("{}@lumen.example", "l".repeat(46));
        admin
            .post(NEW, &fields(&[("address", &fits)]))
            .await
            .expect(303);
        assert_eq!(world.desk().book().unwrap().mailboxes.len(), 2);
    });
}
