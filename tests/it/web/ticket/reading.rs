//! What is new to whom: marks in inbox and overview, the line above it in the log, mark as unread.

use guichet::domain::{access::Visibility, role::EXPERT as EXPERT_ROLE};

use crate::{
    web::check_page,
    world::{
        EXPERT, MAILBOX, PASSWORD, World,
        html::Page,
        http::{Browser, Request},
        mail::Mail,
        play,
    },
};

/// The tickets that stand in somebody's inbox as unread, and in their overview.
async fn unread(browser: &Browser) -> Vec<u64> {
    let marked = |page: &Page, name: &str| {
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
    let asked = check_page(&browser.get("/tickets?query=is:unread").await, 200);
    let total = asked.one("", &[("data-part", "total")]);
    let count = total.text.split(' ').next().unwrap().parse();
    assert_eq!(numbers(&asked, "tr"), list, "is:unread is what is bold");
    assert_eq!(count, Ok(list.len()));
    let rest = check_page(&browser.get("/tickets?query=-is:unread").await, 200);
    assert!(!numbers(&rest, "tr").iter().any(|it| list.contains(it)));
    inbox
}

/// The tickets of a list, in its order.
fn numbers(page: &Page, name: &str) -> Vec<u64> {
    let rows = page.all(name, &[("data-number", "")]);
    rows.iter()
        .map(|row| row.attribute("data-number").parse().unwrap())
        .collect()
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

#[test]
fn what_is_unread_is_a_list_that_follows_its_reader() {
    play(async |world| {
        let tom = world
            .person("Tom Okafor", &[EXPERT_ROLE], Visibility::All, &[])
            .await;
        let mia = world
            .person("Mia Faure", &[EXPERT_ROLE], Visibility::All, &[])
            .await;
        for name in ["lamp", "desk", "chair"] {
            world
                .ticket(&Mail::text("Inès <ines@cust.example>", name, "dark"))
                .await;
        }
        assert_eq!(unread(&tom.browser).await, [3, 2, 1]);
        let view = [("list", "query=is:unread"), ("name", "News")];
        tom.browser.post("/tickets/views", &view).await.expect(303);
        let (mut to_tom, mut to_mia) = (tom.listen("").await, mia.listen("").await);
        to_tom.until("hello").await;
        to_mia.until("hello").await;
        let newest = world.desk().newest_change().unwrap();
        tom.browser.get("/t/2").await.expect(200);
        assert_eq!(to_tom.until("read").await.data, "2");
        // No change of the ticket says so: a page names what its reader read elsewhere.
        let asked = |more: &str| format!("/tickets/rows?query=is:unread&after={newest}{more}");
        let answer = tom.browser.get(&asked("")).await.expect(200).text();
        assert!(answer.contains("data-gone=\"\""), "{answer}");
        let answer = tom.browser.get(&asked("&read=2")).await.expect(200).text();
        assert!(answer.contains("data-gone=\"2\""), "{answer}");
        let views = Page::parse(&answer);
        let mut views = views.all("a", &[]).into_iter();
        let news = views.find(|link| link.text.starts_with("News"));
        assert_eq!(news.unwrap().text, "News2");
        tom.browser
            .post("/t/2/read", &[("unread", "1")])
            .await
            .expect(303);
        assert_eq!(to_tom.until("read").await.data, "2");
        let inbox = format!("/inbox/items?view=not-closed&query=is:unread&after={newest}&read=2");
        let answer = Page::parse(&tom.browser.get(&inbox).await.expect(200).text());
        assert_eq!(numbers(&answer, "a"), [2]);
        assert_eq!(unread(&tom.browser).await, [3, 2, 1]);
        // Programs read the marks of whose token they have.
        let found = tom.api.get("/api/v1/tickets?query=is:unread").await;
        let found = found.expect(200).json();
        assert_eq!(found["tickets"].as_array().unwrap().len(), 3);
        // What was merged is one with what it was merged into.
        let into = serde_json::json!({ "into": 1 });
        let merge = "/api/v1/tickets/3/merge";
        world.api().post(merge, &into).await.expect(200);
        assert_eq!(unread(&tom.browser).await, [1, 2]);
        // Nobody hears what another one reads.
        mia.browser.get("/t/1").await.expect(200);
        assert_eq!(to_mia.until("read").await.data, "1");
    });
}
