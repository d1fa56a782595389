//! The whole desk in one process: own folder, free ports, a clock if wanted, a real mail server
//! behind it. `play` starts it, lets a test act, stops it and fails if a task is left running.
#![allow(dead_code, reason = "each file of tests uses the part that it needs")]

pub mod account;
pub mod events;
pub mod html;
pub mod http;
pub mod mail;
pub mod office;
pub mod person;
pub mod program;
pub mod written;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use guichet::{
    app::App,
    base::clock::Clock,
    config::Config,
    desk::{
        Desk, access::UserDesk, people::NewUser, setup::FirstRun, time_passed::Ahead,
        warrant::Warrant,
    },
    domain::{
        access::Visibility,
        address::EmailAddress,
        role::EXPERT as EXPERT_ROLE,
        settings::{Smarthost, SmarthostSecurity},
        time::Timestamp,
        user::Language,
    },
    store,
};

use crate::support::{
    sink::{Sink, SinkOptions},
    smtp_client::RawClient,
    soon,
};
use http::{Api, Browser};
use mail::Mail;

pub const MAILBOX: &str = "support@lumen.example";
pub const ADMIN: &str = "ada@lumen.example";
pub const EXPERT: &str = "emil@lumen.example";
pub const PASSWORD: &str = "a quiet desk near the door";
/// When a clock that stands still begins.
pub const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Whatever mail the guard lets through parses on it, as in the program itself.
const STACK: usize = 16 << 20;

/// What a test wants different from a plain desk.
pub struct Plan {
    pub clock: Clock,
    pub sink: SinkOptions,
    pub config: fn(&mut Config),
    /// False leaves the desk as it is before anybody set it up.
    pub first_run: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            clock: Clock::System,
            sink: SinkOptions::default(),
            config: |_| {},
            first_run: true,
        }
    }
}

/// A running desk and what stands around it.
pub struct World {
    pub clock: Clock,
    pub sink: Sink,
    config: Config,
    app: Option<App>,
    token: String,
    /// Dropped last: the desk has its files in it.
    _folder: tempfile::TempDir,
}

/// Runs a test on a plain desk.
pub fn play(test: impl AsyncFnOnce(&mut World)) {
    play_with(Plan::default(), test);
}

/// Runs a test on a desk whose clock stands still until the test moves it.
pub fn play_still(test: impl AsyncFnOnce(&mut World)) {
    let clock = Clock::fixed(NOW);
    let plan = Plan {
        clock,
        ..Plan::default()
    };
    play_with(plan, test);
}

/// Runs a test on a desk of its own making.
pub fn play_with(plan: Plan, test: impl AsyncFnOnce(&mut World)) {
    runtime().block_on(async {
        let mut world = World::start(plan).await;
        test(&mut world).await;
        world.stop().await;
    });
}

/// Threads like those of the program.
pub fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).thread_stack_size(STACK);
    builder.enable_all().build().unwrap()
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

impl World {
    async fn start(plan: Plan) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sink = Sink::start(plan.sink).await;
        let mut config = Config::for_testing(&folder.path().join("data"));
        (plan.config)(&mut config);
        let app = App::start(&config, plan.clock.clone()).await.unwrap();
        let mut world = Self {
            clock: plan.clock,
            sink,
            config,
            app: Some(app),
            token: String::new(),
            _folder: folder,
        };
        if plan.first_run {
            world.first_run().await;
        }
        world
    }

    async fn first_run(&mut self) {
        let smarthost = Smarthost {
            security: SmarthostSecurity::Plain,
            host: "127.0.0.1".to_owned(),
            port: self.sink.address.port(),
            user: String::new(),
        };
        let answers = FirstRun {
            organization: "Lumen".to_owned(),
            language: Language::En,
            time_zone: "Europe/Paris".to_owned(),
            mailbox: address(MAILBOX),
            admin_name: "Ada Byron".to_owned(),
            admin_email: address(ADMIN),
            password: PASSWORD.to_owned(),
            smarthost: Some(smarthost),
            smarthost_password: None,
            demo: false,
        };
        let now = self.clock.now();
        let made = self.app().desk.run(move |desk| {
            desk.first_run(answers, now).unwrap();
            desk.token_create(&address(ADMIN), "tests", now).unwrap()
        });
        self.token = made.await.unwrap();
    }

    fn app(&self) -> &App {
        self.app.as_ref().expect("the desk runs")
    }

    pub fn desk(&self) -> &std::sync::Arc<Desk> {
        &self.app().desk
    }

    pub fn web(&self) -> SocketAddr {
        self.app().web
    }

    pub fn smtp(&self) -> SocketAddr {
        self.app().smtp
    }

    pub fn data(&self) -> PathBuf {
        self.config.data.clone()
    }

    /// A program with the admin's token.
    pub fn api(&self) -> Api {
        Api::new(self.web(), Some(self.token.clone()))
    }

    /// The admin's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Somebody who has not signed in.
    pub fn stranger(&self) -> Browser {
        Browser::new(self.web())
    }

    /// The admin at the pages.
    pub async fn admin(&self) -> Browser {
        let browser = self.stranger();
        browser.sign_in(ADMIN, PASSWORD).await;
        browser
    }

    /// The lines of the audit log, oldest first: what was done, and by whom.
    pub fn audit(&self) -> Vec<guichet::domain::audit::AuditLine> {
        let mut lines = Vec::new();
        let view = self.desk().store().read().unwrap();
        store::audit::before(&view, None, |line| {
            lines.push(line);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        lines.reverse();
        lines
    }

    /// Adds an expert and returns a token of theirs.
    pub async fn add_expert(&self) -> String {
        let now = self.clock.now();
        let new = NewUser {
            email: address(EXPERT),
            name: "Emil Post".to_owned(),
            roles: vec![EXPERT_ROLE],
            visibility: Visibility::All,
            groups: Vec::new(),
            password: Some(PASSWORD.to_owned()),
        };
        let made = self.desk().run(move |desk| {
            desk.user_add(&Warrant::command_line(), new, now).unwrap();
            desk.token_create(&address(EXPERT), "tests", now).unwrap()
        });
        made.await.unwrap()
    }

    /// The admin's own use cases, without a request.
    pub fn as_admin(&self) -> UserDesk {
        let admin = self.desk().user_by_email(&address(ADMIN)).unwrap().unwrap();
        self.desk().act_as(&admin).unwrap()
    }

    /// Sends a mail through the receiver's socket; it must be taken. Returns the reply.
    pub async fn send(&self, mail: &Mail) -> String {
        let reply = self.try_send(mail).await;
        assert!(reply.starts_with("250 2.0.0 kept "), "{reply}");
        reply
    }

    /// Sends a mail through the receiver's socket and returns what is said to the final dot.
    pub async fn try_send(&self, mail: &Mail) -> String {
        let mut client = RawClient::connect(self.smtp()).await;
        client.expect("220").await;
        mail::deliver(&mut client, mail).await
    }

    /// Sends a mail that must become the newest ticket, and returns that ticket's number.
    pub async fn ticket(&self, mail: &Mail) -> u64 {
        let before = self.tickets().len();
        self.send(mail).await;
        let tickets = self.tickets();
        assert_eq!(tickets.len(), before + 1, "the mail made one ticket");
        tickets.last().unwrap().id.0
    }

    /// Every ticket as the store holds it, by number.
    pub fn tickets(&self) -> Vec<guichet::domain::ticket::Ticket> {
        store::ticket::all(&self.desk().store().read().unwrap()).unwrap()
    }

    /// Moves a clock that stands still, and waits until time has started all that it starts by then.
    pub async fn pass_to(&self, at: Timestamp) {
        self.clock.set(at);
        self.settle().await;
    }

    /// Waits until time has started all that it starts by now.
    pub async fn settle(&self) {
        let now = self.clock.now();
        let settled = self.desk().run(
            move |desk| {
                while desk.time_step(now).unwrap() == Ahead::More {}
            },
        );
        settled.await.unwrap();
    }

    /// Fails unless every index agrees with the records and every ticket with its log.
    pub fn check_store(&self) {
        let faults = store::check::run(self.desk().store()).unwrap();
        assert_eq!(faults, Vec::<String>::new());
    }

    /// Ends the desk and starts it again on the same folder; `meanwhile` acts on the folder.
    pub async fn restart(&mut self, meanwhile: impl FnOnce(&std::path::Path)) {
        self.end().await;
        meanwhile(&self.config.data);
        let app = App::start(&self.config, self.clock.clone()).await.unwrap();
        self.app = Some(app);
    }

    async fn end(&mut self) {
        let app = self.app.take().expect("the desk runs");
        let tasks = app.tasks();
        soon("the desk stops", app.stop()).await;
        let left: usize = tasks.iter().map(guichet::base::tasks::Tasks::running).sum();
        assert_eq!(left, 0, "tasks are left running");
    }

    /// Ends the desk. Whatever a test did, the store must agree with itself afterwards.
    async fn stop(&mut self) {
        self.check_store();
        self.end().await;
    }
}

/// True once every delivery of the ticket's newest answer is in this state.
pub async fn delivery_is(world: &World, ticket: u64, state: &str) -> bool {
    let ticket = world.api().ticket(ticket).await;
    let lines = ticket["activities"].as_array().unwrap();
    let sent = lines
        .iter()
        .rev()
        .find(|line| line["message"]["direction"] == "out");
    sent.is_some_and(|line| {
        let deliveries = line["message"]["delivery"].as_array().unwrap();
        deliveries.iter().all(|one| one["state"] == state)
    })
}

/// Waits until every delivery of the ticket's newest answer is in this state.
pub async fn until(world: &World, ticket: u64, state: &str) {
    soon(state, async {
        let mut commits = world.desk().listen();
        while !delivery_is(world, ticket, state).await {
            commits.next().await;
        }
    })
    .await;
}
