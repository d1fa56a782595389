//! An invite from the mail to the signed-in browser: used once, by nobody else, never a ticket.

use std::{sync::Arc, time::Duration};

use guichet::{domain::delivery::DeliveryState, store};

use super::check_page;
use crate::{
    support::sink::{Deed, SinkOptions},
    world::{
        ADMIN, MAILBOX, NOW, Plan, World,
        account::{Letter, NEW_PASSWORD, NOOR},
        address,
        http::{Browser, Request},
        mail::Mail,
        play, play_still, play_with,
    },
};

mod hidden;

const PASSWORD: &[(&str, &str)] = &[("password", NEW_PASSWORD)];
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Opens a link and sets the password as a person does.
async fn take(browser: &Browser, path: &str) -> crate::world::http::Answer {
    browser.get(path).await.expect(200);
    browser.post(path, PASSWORD).await
}

#[test]
fn an_invite_leads_from_the_mail_to_a_signed_in_browser() {
    play(async |world| {
        world.invited(NOOR, "Noor Haddad").await;
        let letter = world.letter(NOOR, 1).await;
        let browser = world.stranger();
        let page = check_page(&browser.get(&letter.path).await, 200);
        assert!(
            page.one("p", &[("class", "muted")])
                .text
                .contains("Noor Haddad")
        );
        assert_eq!(page.value("email"), NOOR);
        let field = page.one("input", &[("name", "password")]);
        assert_eq!(field.attribute("autocomplete"), "new-password");
        let short = browser.post(&letter.path, &[("password", "short")]).await;
        let page = check_page(&short, 422);
        assert_eq!(page.all("", &[("role", "alert")]).len(), 1);
        check_page(&browser.post(&letter.path, &[("password", "")]).await, 422);
        let answer = browser.post(&letter.path, PASSWORD).await.expect(303);
        assert_eq!(answer.header("location"), "/");
        browser.get("/tickets").await.expect(200);
        world.stranger().sign_in(NOOR, NEW_PASSWORD).await;
        let acts = world.acts();
        let acts: Vec<&str> = acts.iter().map(|(act, _)| act.as_str()).collect();
        for act in ["user-made", "user-invited", "password-set"] {
            assert!(acts.contains(&act), "{act} in {acts:?}");
        }
    });
}

#[test]
fn the_mail_is_from_the_organization_and_says_that_a_program_wrote_it() {
    play(async |world| {
        world.invited(NOOR, "Noor Haddad").await;
        let letter = world.letter(NOOR, 1).await;
        let header = letter.header();
        for line in [
            "From: \"Lumen\" <support@lumen.example>",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "Subject: Your account at the desk of Lumen",
        ] {
            assert!(header.contains(line), "{line} in {header}");
        }
        assert!(letter.return_path().starts_with("support+b"));
        assert!(letter.mail.text.contains("Ada Byron invites you"));
        assert!(letter.mail.has_html);
        // Secrets of the desk: no link and no bytes of the mail stay behind.
        world.all_sent().await;
        let view = world.desk().store().read().unwrap();
        let secret = letter.path.rsplit('/').next().unwrap();
        assert_eq!(secret.len(), 22);
        let links = store::password_link::all(&view).unwrap();
        assert_eq!(links.len(), 1);
        let key = store::seal::Key::load_or_make(&world.data().join("guichet.key")).unwrap();
        let left = store::settings::secret(&view, &key, "account_mail.1").unwrap();
        assert_eq!(left, None);
        drop(view);
        let file = std::fs::read(world.data().join("guichet.redb")).unwrap();
        let found = |needle: &[u8]| file.windows(needle.len()).any(|window| window == needle);
        assert!(found(b"Noor Haddad") && !found(secret.as_bytes()));
    });
}

#[test]
fn the_mail_is_in_the_language_of_its_reader() {
    play(async |world| {
        let noor = world.invited(NOOR, "Noor Haddad").await;
        let letter = world.letter(NOOR, 1).await;
        let browser = world.stranger();
        take(&browser, &letter.path).await.expect(303);
        browser.get("/tickets").await.expect(200);
        let french = [("language", "fr"), ("back", "/")];
        browser.post("/preferences", &french).await.expect(303);
        world.invite(noor.id).await;
        let letter = world.letter(NOOR, 2).await;
        assert!(
            letter.mail.text.starts_with("Bonjour Noor Haddad"),
            "{}",
            letter.raw()
        );
        assert!(
            letter.path.starts_with("/reset/"),
            "who has a password resets it"
        );
    });
}

#[test]
fn a_scanner_burns_nothing() {
    play(async |world| {
        world.invited(NOOR, "Noor Haddad").await;
        let path = world.letter(NOOR, 1).await.path;
        for _ in 0..20 {
            world.stranger().get(&path).await.expect(200);
            let head = Request::new("HEAD", &path);
            world.stranger().fetch(head).await.expect(200);
        }
        // Nor does a form that comes from elsewhere.
        world
            .stranger()
            .post_bare(&path, PASSWORD)
            .await
            .expect(403);
        take(&world.stranger(), &path).await.expect(303);
    });
}

#[test]
fn a_dead_link_says_why() {
    play_still(async |world| {
        let noor = world.invited(NOOR, "Noor Haddad").await;
        let first = world.letter(NOOR, 1).await.path;
        let says = async |path: &str, status: u16, words: &str| {
            let browser = world.stranger();
            let page = check_page(&browser.get(path).await, status);
            assert!(page.one("h1", &[]).text.contains(words), "{path}: {words}");
            assert!(page.all("input", &[("name", "password")]).is_empty());
            // A form that was open when the link died is told the same.
            let page = check_page(&browser.post(path, PASSWORD).await, status);
            assert!(page.one("h1", &[]).text.contains(words), "{path}: {words}");
        };
        world.invite(noor.id).await;
        let second = world.letter(NOOR, 2).await.path;
        assert_ne!(first, second);
        says(&first, 410, "has ended").await;
        for unknown in [
            "/invite/x".to_owned(),
            format!("{second}A"),
            second[..second.len() - 1].to_owned(),
            format!("/invite/{}", "A".repeat(22)),
            second.replace("invite", "reset"),
        ] {
            says(&unknown, 404, "No such link").await;
        }
        world.clock.set(NOW.plus(WEEK));
        says(&second, 410, "has ended").await;
        world.invite(noor.id).await;
        let third = world.letter(NOOR, 3).await.path;
        take(&world.stranger(), &third).await.expect(303);
        says(&third, 410, "used").await;
        // Long after, it is nobody's business any more that it existed.
        world.clock.set(NOW.plus(WEEK * 8));
        let now = world.clock.now();
        world
            .desk()
            .run(move |desk| desk.tidy(now))
            .await
            .unwrap()
            .unwrap();
        says(&third, 404, "No such link").await;
    });
}

#[test]
fn of_two_submits_at_once_one_wins() {
    play(async |world| {
        world.invited(NOOR, "Noor Haddad").await;
        let path = world.letter(NOOR, 1).await.path;
        let (one, two) = (world.stranger(), world.stranger());
        one.get(&path).await.expect(200);
        two.get(&path).await.expect(200);
        let other = [("password", "another sentence entirely")];
        let (first, second) = tokio::join!(one.post(&path, PASSWORD), two.post(&path, &other));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
        assert_eq!(world.act_count("password-set"), 1);
        let (winner, loser) = if first.status == 303 {
            (one, two)
        } else {
            (two, one)
        };
        winner.get("/tickets").await.expect(200);
        loser.get("/tickets").await.expect(303);
    });
}

#[test]
fn a_deactivated_person_has_no_link() {
    play(async |world| {
        let noor = world.invited(NOOR, "Noor Haddad").await;
        let path = world.letter(NOOR, 1).await.path;
        let (admin, now) = (world.as_admin(), world.clock.now());
        let edit = guichet::desk::people::UserEdit {
            active: Some(false),
            ..Default::default()
        };
        let ended = world
            .desk()
            .run(move |_| admin.user_edit(noor.id, edit, now));
        ended.await.unwrap().unwrap();
        check_page(&world.stranger().get(&path).await, 404);
        let admin = world.as_admin();
        let refused = world.desk().run(move |_| admin.user_invite(noor.id, now));
        assert!(refused.await.unwrap().is_err());
    });
}

/// What of the mail is sent back to the desk, by whom, and what is said to it.
async fn returns(world: &World, letter: &Letter) {
    let id = letter.mail.msg_id.clone().unwrap();
    let id = id.as_str();
    let path = letter.return_path();
    let link = format!("http://desk.example{}", letter.path);
    let inside = letter.raw();
    let forwarded = format!(
        "From: {NOOR}\r\nTo: {MAILBOX}\r\nSubject: Fwd\r\nMessage-ID: <f1@lumen.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nplease do it for me\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\n{inside}\r\n--b--\r\n"
    );
    let reply = format!("In-Reply-To: <{id}>\r\nReferences: <{id}>\r\n");
    let robot = format!("Auto-Submitted: auto-replied\r\n{reply}");
    let own = "550 5.7.1";
    for (what, mail, answer) in [
        ("itself", letter.again(NOOR), "550 5.4.6"),
        ("itself, bounced", letter.again(""), "550 5.4.6"),
        ("a forward as it was", Mail::raw(NOOR, forwarded), own),
        (
            "a reply",
            Mail::with(NOOR, "Re: account", &reply, "it does not work"),
            own,
        ),
        (
            "the link in a text",
            Mail::text(NOOR, "Fwd: account", &link),
            own,
        ),
        (
            "a quoted link",
            Mail::text(NOOR, "Fwd", &format!("look\r\n\r\n> {link}\r\n")),
            own,
        ),
        (
            "a text to the return path",
            Mail::text(NOOR, "hello", "who is there").to(&path),
            own,
        ),
        (
            "an absence",
            Mail::with(NOOR, "Away", &robot, "I am away"),
            "250 2.0.0",
        ),
        (
            "an absence to the return path",
            Mail::text("", "Away", "I am away").to(&path),
            "250 2.0.0",
        ),
    ] {
        let said = world.try_send(&mail).await;
        assert!(said.starts_with(answer), "{what}: {said}");
        assert_eq!(world.tickets(), [], "{what}");
    }
}

#[test]
fn a_mail_that_comes_back_is_never_a_ticket() {
    play(async |world| {
        world.invited(NOOR, "Noor Haddad").await;
        let letter = world.letter(NOOR, 1).await;
        returns(world, &letter).await;
        // A mail of the same person that has nothing to do with it is a ticket like any other.
        world.ticket(&Mail::text(NOOR, "lamp", "dark")).await;
    });
}

#[test]
fn a_bounce_is_shown_at_the_user() {
    play(async |world| {
        let noor = world.invited(NOOR, "Noor Haddad").await;
        let letter = world.letter(NOOR, 1).await;
        world.all_sent().await;
        let id = letter.mail.msg_id.clone().unwrap();
        let raw = format!(
            "From: MAILER-DAEMON@mx.lumen.example\r\nTo: {0}\r\nSubject: Undelivered\r\n\
             Message-ID: <r1@mx.lumen.example>\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nNo.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n\
             Final-Recipient: rfc822; {NOOR}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 no such user here\r\n\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{1}>\r\n\r\n--b--\r\n",
            letter.return_path(),
            id.as_str(),
        );
        // Without the return path's secret a report changes nothing, and is no ticket either.
        world.send(&Mail::raw("", raw.clone())).await;
        let state = || {
            let sent = world.as_admin().account_mail(noor.id).unwrap().unwrap();
            sent.delivery.state
        };
        assert!(matches!(state(), DeliveryState::Delivered { .. }));
        world
            .send(&Mail::raw("", raw).to(&letter.return_path()))
            .await;
        let DeliveryState::Failed { reason } = state() else {
            panic!("{:?}", state());
        };
        assert!(reason.contains("no such user here"), "{reason}");
        assert_eq!(world.tickets(), []);
    });
}

#[test]
fn a_mail_that_is_refused_is_shown_at_the_user() {
    let script = SinkOptions {
        script: Arc::new(|_, _| Deed::AtRcpt("550 5.1.1 nobody of that name")),
        ..SinkOptions::default()
    };
    let plan = Plan {
        sink: script,
        ..Plan::default()
    };
    play_with(plan, async |world| {
        let noor = world.invited(NOOR, "Noor Haddad").await;
        world.all_sent().await;
        let sent = world.as_admin().account_mail(noor.id).unwrap().unwrap();
        let DeliveryState::Failed { reason } = sent.delivery.state else {
            panic!("{:?}", sent.delivery);
        };
        assert!(reason.contains("nobody of that name"), "{reason}");
    });
}

#[test]
fn hostile_names_stay_in_their_place() {
    play(async |world| {
        let name = "Eve\r\nBcc: thief@evil.example\r\n\r\n<b>x</b>";
        world.invited("eve@lumen.example", name).await;
        let letter = world.letter("eve@lumen.example", 1).await;
        assert!(!letter.header().contains("\r\nBcc:"), "{}", letter.header());
        assert_eq!(letter.received.rcpts.len(), 1);
        assert!(
            letter
                .mail
                .text
                .contains("Hello Eve Bcc: thief@evil.example <b>x</b>")
        );
        // As HTML it is text, whatever the encoding of the part.
        let html = letter.raw().replace("=\r\n", "").replace("=3D", "=");
        assert!(html.contains("&lt;b&gt;x&lt;/b&gt;"), "{html}");
        assert_eq!(
            html.matches("<b>").count(),
            2,
            "in To and in the plain text only: {html}"
        );
    });
}

#[test]
fn an_invited_address_becomes_no_mailbox() {
    play(async |world| {
        // It would reach a mailbox that is made later behind its `+`.
        let tagged = "sales+noor@lumen.example";
        world.invited(tagged, "Noor Haddad").await;
        let new = guichet::desk::mailboxes::NewMailbox::plain(address("sales@lumen.example"));
        let (admin, now) = (world.as_admin(), world.clock.now());
        let made = world
            .desk()
            .run(move |_| admin.mailbox_make(new.into(), now));
        assert!(made.await.unwrap().is_err());
        assert_eq!(world.user(ADMIN).email, address(ADMIN));
    });
}
