//! What is new to whom: marks in inbox and overview, the line above it in the log, mark as unread.

use crate::{
    web::check_page,
    world::{
        EXPERT, MAILBOX, PASSWORD, World,
        http::{Browser, Request},
        mail::Mail,
        play,
    },
};

/// The tickets that stand in somebody's inbox as unread, and in their overview.
async fn unread(browser: &Browser) -> Vec<u64> {
    let marked = |page: &crate::world::html::Page, name: &str| {
        let all = page.all(name, &[]);
        let numbers = all.iter().filter(|it| {
            let classes = it.attribute("class");
            classes.split(' ').any(|class| class == "unread")
        });
        numbers
            .map(|it| it.attribute("data-number").parse().unwrap())
            .collect::<Vec<u64>>()
    };
    let inbox = check_page(&browser.get("/inbox?view=not-closed").await, 200);
    let list = check_page(&browser.get("/tickets").await, 200);
    let (inbox, list) = (marked(&inbox, "a"), marked(&list, "tr"));
    assert_eq!(inbox, list, "inbox and overview say the same");
    inbox
}

async fn expert(world: &World) -> Browser {
    world.add_expert().await;
    let browser = world.stranger();
    browser.sign_in(EXPERT, PASSWORD).await;
    browser
}

#[test]
fn a_ticket_is_new_to_each_until_they_looked() {
    play(async |world| {
        let (admin, emil) = (world.admin().await, expert(world).await);
        let mail = Mail::text("Inès <ines@cust.example>", "lamp", "dark");
        let ticket = world.ticket(&mail).await;
        assert_eq!(unread(&admin).await, [ticket]);
        let path = format!("/t/{ticket}");
        // What a browser fetches ahead, what a page asks by itself, and the panel are no look.
        for (name, value) in [("Sec-Purpose", "prefetch;prerender"), ("X-Live", "1")] {
            let ahead = Request::new("GET", &path).header(name, value);
            admin.fetch(ahead).await.expect(200);
        }
        admin.fetch(Request::new("HEAD", &path)).await;
        admin.get(&format!("{path}/log?after=0")).await.expect(200);
        admin.get(&format!("{path}/preview")).await.expect(200);
        admin.get(&format!("{path}?show=notes")).await.expect(200);
        assert_eq!(unread(&admin).await, [ticket]);
        admin.get(&path).await.expect(200);
        assert_eq!(unread(&admin).await, [0; 0]);
        assert_eq!(unread(&emil).await, [ticket]);
        // What one wrote is new to the others only.
        emil.get(&path).await.expect(200);
        let note = [("text", "Who has the ladder?")];
        emil.post(&format!("{path}/notes"), &note).await.expect(303);
        assert_eq!(unread(&emil).await, [0; 0]);
        assert_eq!(unread(&admin).await, [ticket]);
        // A field that changed is seen at a glance.
        admin.get(&path).await.expect(200);
        let status = [("status", "processing")];
        emil.post(&format!("{path}/edit"), &status)
            .await
            .expect(303);
        assert_eq!(unread(&admin).await, [0; 0]);
        let marked = admin
            .post(&format!("{path}/read"), &[("unread", "1")])
            .await;
        assert_eq!(marked.expect(303).header("location"), "/inbox");
        assert_eq!(unread(&admin).await, [ticket]);
        world.check_store();
    });
}

#[test]
fn the_first_new_line_is_marked_in_the_log() {
    play(async |world| {
        let (admin, emil) = (world.admin().await, expert(world).await);
        let mail = Mail::text("Inès <ines@cust.example>", "lamp", "dark");
        let ticket = world.ticket(&mail).await;
        let path = format!("/t/{ticket}");
        // Of what was never seen everything is new.
        let page = check_page(&admin.get(&path).await, 200);
        assert!(page.all("li", &[("id", "new")]).is_empty());
        for text in ["first", "second"] {
            emil.post(&format!("{path}/notes"), &[("text", text)])
                .await
                .expect(303);
        }
        let page = check_page(&admin.get(&format!("{path}?show=changes")).await, 200);
        let jump = page.one("a", &[("data-fresh", "")]);
        assert_eq!(
            jump.attribute("href"),
            format!("{path}?view=needs-answer#new")
        );
        let page = check_page(&admin.get(&path).await, 200);
        page.one("li", &[("id", "new")]);
        let jump = page.one("a", &[("data-fresh", "")]);
        assert_eq!(jump.attribute("href"), "#new");
        assert!(jump.text.contains("2 new"), "{}", jump.text);
        let answer = admin.get(&path).await;
        let text = answer.text();
        assert!(!text.contains("id=\"new\""), "seen now");
        let (new, first) = (text.find("first").unwrap(), text.find("second").unwrap());
        assert!(new < first);
    });
}

#[test]
fn somebody_new_begins_without_a_heap_of_unread_tickets() {
    play(async |world| {
        for subject in ["lamp", "door"] {
            let mail = Mail::text("Inès <ines@cust.example>", subject, "x");
            world.ticket(&mail).await;
        }
        let emil = expert(world).await;
        assert_eq!(unread(&emil).await, [0; 0]);
        let mail = Mail::text("Inès <ines@cust.example>", "window", "x");
        let ticket = world.ticket(&mail).await;
        assert_eq!(unread(&emil).await, [ticket]);
        emil.get(&format!("/t/{ticket}")).await.expect(200);
        world.restart(|_| {}).await;
        let emil = world.stranger();
        emil.sign_in(EXPERT, PASSWORD).await;
        assert_eq!(unread(&emil).await, [0; 0], "kept over a restart");
    });
}

#[test]
fn the_log_is_narrowed_to_mails_notes_or_changes() {
    play(async |world| {
        let admin = world.admin().await;
        let mail = Mail::text("Inès <ines@cust.example>", "lamp", "so dark");
        let ticket = world.ticket(&mail).await;
        let path = format!("/t/{ticket}");
        let page = check_page(&admin.get(&path).await, 200);
        let seen = page.value("seen").to_owned();
        admin
            .post(&format!("{path}/notes"), &[("text", "a bulb?")])
            .await
            .expect(303);
        admin
            .post(&format!("{path}/edit"), &[("priority", "urgent")])
            .await
            .expect(303);
        let holds = async |show: &str| {
            let page = check_page(&admin.get(&format!("{path}?show={show}")).await, 200);
            let nav = page.one("nav", &[("aria-label", "Lines of the log")]);
            assert!(nav.text.contains("E-mails"));
            let narrowed = page.one("ol", &[("class", "log")]).has("data-narrow");
            assert_eq!(narrowed, ["mails", "notes", "changes"].contains(&show));
            let log = admin.get(&format!("{path}/log?after=0&show={show}")).await;
            let text = log.expect(200).text();
            let log = text.split("<ol data-log>").nth(1).unwrap();
            let log = log.split("</ol>").next().unwrap().to_owned();
            ["so dark", "a bulb?", "Urgent", MAILBOX].map(|what| log.contains(what))
        };
        assert_eq!(holds("all").await, [true; 4]);
        assert_eq!(holds("mails").await, [true, false, false, true]);
        assert_eq!(holds("notes").await, [false, true, false, false]);
        assert_eq!(holds("changes").await, [false, false, true, true]);
        assert_eq!(holds("nonsense").await, [true; 4]);
        // Who did not have the new mail in sight is stopped before they answer over it.
        let again = Mail::with("Inès <ines@cust.example>", "Re: lamp", "", "still dark");
        let token = world.tickets()[0].token.as_str().to_owned();
        let reply = MAILBOX.replace('@', &format!("+t{token}@"));
        world.send(&again.to(&reply)).await;
        let page = check_page(&admin.get(&format!("{path}?show=notes")).await, 200);
        assert!(page.value("seen").parse::<u64>().unwrap() >= seen.parse().unwrap());
        let stale = [("text", "It is on."), ("seen", page.value("seen"))];
        let held = admin
            .post_files(&format!("{path}/messages"), &stale, &[])
            .await;
        held.expect(409);
        let page = check_page(&admin.get(&format!("{path}?show=mails")).await, 200);
        let fresh = [("text", "It is on."), ("seen", page.value("seen"))];
        let sent = admin
            .post_files(&format!("{path}/messages"), &fresh, &[])
            .await;
        sent.expect(303);
    });
}
