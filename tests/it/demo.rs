//! The sample organization: made through the receiver, whole, varied, sending nowhere, made once.

mod letter;

use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, Ipv4Addr},
};

use guichet::{
    app::App,
    base::clock::{self, Clock},
    config::Config,
    demo::{Demo, DemoError, Found, dice::Dice, samples::Samples, visitors},
    desk::{Desk, DeskOptions, deliver::SendRoute, setup::FirstRun},
    domain::{
        activity::Event,
        address::EmailAddress,
        delivery::DeliveryState,
        id::ActivityId,
        message::{Automatic, Sender},
        settings::SmarthostSecurity,
        user::Language,
    },
    store,
};

async fn start(config: &Config) -> (App, Demo, usize) {
    let clock = Clock::fixed(clock::now());
    let (app, demo) = App::start_demo(config, clock.clone()).await.unwrap();
    let made = demo.furnish(&app.desk, &clock, app.smtp).await.unwrap();
    assert!(clock.now() >= clock::now().minus(std::time::Duration::from_secs(5)));
    (app, demo, made)
}

async fn stop(app: App, demo: Demo) {
    app.stop().await;
    demo.stop().await;
}

/// Everything that the demo's mail may reach: a port on loopback, in clear, without a name.
fn goes_to_loopback_only(desk: &Desk) -> u16 {
    match desk.send_route().unwrap() {
        SendRoute::Smarthost {
            smarthost,
            password,
        } => {
            assert_eq!(smarthost.host.parse(), Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)));
            assert_eq!(smarthost.security, SmarthostSecurity::Plain);
            assert_eq!((smarthost.user.as_str(), password), ("", None));
            smarthost.port
        }
        other => panic!("a demo sends by {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_folder_becomes_a_lively_organization_once() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::for_testing(folder.path());
    let begun = std::time::Instant::now();
    let (app, demo, made) = start(&config).await;
    println!("{made} tickets in {:?}", begun.elapsed());
    assert_eq!(demo.found, Found::Nothing);
    let first_port = goes_to_loopback_only(&app.desk);
    check_tickets(&app.desk);
    check_mail(&app.desk);
    assert_eq!(
        store::check::run(app.desk.store()).unwrap(),
        Vec::<String>::new()
    );
    let tickets = store::ticket::all(&app.desk.store().read().unwrap())
        .unwrap()
        .len();
    stop(app, demo).await;

    let again = App::start(&config, Clock::System).await.err().unwrap();
    assert!(format!("{again:#}").contains("guichet demo"), "{again:#}");

    let (app, demo, made) = start(&config).await;
    assert_eq!((demo.found, made), (Found::Demo, 0));
    let all = store::ticket::all(&app.desk.store().read().unwrap()).unwrap();
    assert_eq!(all.len(), tickets, "nothing was made again");
    assert_ne!(goes_to_loopback_only(&app.desk), 0);
    assert_ne!(first_port, 0);
    check_visitors(&app).await;
    stop(app, demo).await;
}

/// Whoever writes while a demo runs makes a ticket or joins one, at the present time.
async fn check_visitors(app: &App) {
    let samples = Samples::read().unwrap();
    let (mut dice, clock) = (Dice::new(3), Clock::System);
    let messages = || store::message::all(&app.desk.store().read().unwrap()).unwrap();
    let (before, began) = (messages().len(), clock::now());
    for number in 0..12 {
        visitors::one(&app.desk, &clock, app.smtp, &samples, &mut dice, number)
            .await
            .unwrap();
    }
    let messages = messages();
    let new = messages.iter().filter(|message| message.at >= began);
    let joined = new
        .clone()
        .filter(|message| message.subject.starts_with("Re: "));
    assert_eq!((messages.len() - before, new.count()), (12, 12));
    assert!(
        (1..12).contains(&joined.count()),
        "some are new, some answer"
    );
}

fn check_tickets(desk: &Desk) {
    let view = desk.store().read().unwrap();
    let tickets = store::ticket::all(&view).unwrap();
    assert!(tickets.len() >= 250, "{} tickets", tickets.len());
    let mut counts: HashMap<String, usize> = HashMap::new();
    for ticket in &tickets {
        *counts.entry(ticket.status.word().to_owned()).or_default() += 1;
        *counts.entry(ticket.priority.word().to_owned()).or_default() += 1;
        assert!(ticket.created <= clock::now() && ticket.updated <= clock::now());
    }
    let words = [
        "open",
        "processing",
        "waiting",
        "closed",
        "low",
        "medium",
        "high",
        "urgent",
    ];
    for word in words {
        assert!(
            counts.get(word).is_some_and(|count| *count >= 3),
            "{word}: {counts:?}"
        );
    }
    let assignees: HashSet<_> = tickets.iter().map(|ticket| ticket.assignee).collect();
    assert!(assignees.len() >= 8, "nobody, users, groups: {assignees:?}");
    let names: HashSet<&str> = tickets.iter().map(|ticket| ticket.name.as_str()).collect();
    assert!(names.len() >= 160, "{} names", names.len());
    assert!(
        names.iter().filter(|name| !name.is_ascii()).count() >= 20,
        "French ones"
    );
    let days: HashSet<i64> = tickets
        .iter()
        .map(|ticket| ticket.created.0 / 86_400_000_000)
        .collect();
    assert!(days.len() >= 15, "spread over {} days", days.len());
    assert!(
        tickets.iter().any(|ticket| !ticket.links.is_empty()),
        "a number alone links"
    );
    let tags = store::tag::all(&view).unwrap();
    for name in ["printer", "imprimante"] {
        let tag = tags.iter().find(|tag| tag.name == name).unwrap();
        assert!(
            tickets.iter().any(|ticket| ticket.tags.contains(&tag.id)),
            "{name}"
        );
    }
}

fn check_mail(desk: &Desk) {
    let view = desk.store().read().unwrap();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut note = |what, holds| *seen.entry(what).or_default() += usize::from(holds);
    for ticket in store::ticket::all(&view).unwrap() {
        for line in store::activity::log(&view, ticket.id, ActivityId(0), usize::MAX).unwrap() {
            let (Event::MessageIn { message, .. } | Event::MessageOut { message }) = line.event
            else {
                continue;
            };
            let mail = store::message::get(&view, message).unwrap().unwrap();
            note("html", mail.has_html);
            note("plain", !mail.has_html);
            note(
                "attachment",
                mail.attachments.iter().any(|file| !file.inline),
            );
            note("inline", mail.attachments.iter().any(|file| file.inline));
            note("stranger", mail.sender == Sender::NewParticipant);
            note("absence", mail.automatic == Some(Automatic::Reply));
            note("robot", mail.automatic == Some(Automatic::Generated));
            note("bounce", mail.automatic == Some(Automatic::Bounce));
            note("not parsed", mail.not_parsed.is_some());
            for delivery in store::delivery::of_message(&view, mail.id).unwrap() {
                assert!(
                    delivery.recipient.domain().ends_with(".example"),
                    "{}",
                    delivery.recipient
                );
                let late = delivery.changed.since(delivery.queued).as_secs() > 3 * 3_600;
                note("long after", late);
                note(
                    match &delivery.state {
                        DeliveryState::Delivered { server, .. } => {
                            assert_eq!(server, "127.0.0.1 [127.0.0.1]");
                            "delivered"
                        }
                        DeliveryState::Delayed { .. } | DeliveryState::DelayedAhead { .. } => {
                            "delayed"
                        }
                        DeliveryState::Failed { .. } => "failed",
                        DeliveryState::Queued | DeliveryState::Leased { .. } => "stuck",
                    },
                    true,
                );
            }
        }
    }
    let at_least = [
        ("html", 50),
        ("plain", 50),
        ("attachment", 10),
        ("inline", 10),
        ("stranger", 1),
        ("absence", 1),
        ("robot", 3),
        ("bounce", 1),
        ("delivered", 100),
        ("delayed", 1),
        ("failed", 2),
    ];
    for (what, least) in at_least {
        assert!(
            seen.get(what).is_some_and(|count| *count >= least),
            "{what}: {seen:?}"
        );
    }
    for never in ["not parsed", "stuck", "long after"] {
        assert_eq!(
            seen.get(never).copied().unwrap_or(0),
            0,
            "{never}: {seen:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_desk_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    let answers = FirstRun {
        organization: "Real".to_owned(),
        language: Language::En,
        time_zone: "UTC".to_owned(),
        mailbox: EmailAddress::parse("help@real.example").unwrap(),
        admin_name: "Ada".to_owned(),
        admin_email: EmailAddress::parse("ada@real.example").unwrap(),
        password: "a long enough password".to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    };
    desk.first_run(answers, clock::now()).unwrap();
    let refused = Demo::open(&desk, clock::now()).await;
    assert!(matches!(refused, Err(DemoError::RealDesk)));
    assert!(
        matches!(desk.send_route().unwrap(), SendRoute::Mx),
        "its mail goes as before"
    );
}

/// What the settings say is not asked: they outlive the sink.
#[tokio::test]
async fn a_demo_without_its_sink_sends_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    let smarthost = guichet::domain::settings::Smarthost::parse("plain://192.0.2.1:25").unwrap();
    let answers = FirstRun {
        organization: "Demo".to_owned(),
        language: Language::En,
        time_zone: "UTC".to_owned(),
        mailbox: EmailAddress::parse("help@demo.example").unwrap(),
        admin_name: "Ada".to_owned(),
        admin_email: EmailAddress::parse("ada@demo.example").unwrap(),
        password: "a long enough password".to_owned(),
        smarthost: Some(smarthost),
        smarthost_password: None,
        demo: true,
    };
    desk.first_run(answers, clock::now()).unwrap();
    assert!(matches!(desk.send_route().unwrap(), SendRoute::Nowhere));
    desk.demo_sink(4_711);
    assert_eq!(goes_to_loopback_only(&desk), 4_711);
}
