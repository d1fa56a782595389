//! Tasks end, and a panic ends one alone.

use super::Tasks;

#[tokio::test]
async fn a_panic_ends_its_task_alone() {
    let tasks = Tasks::new();
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let stop = tasks.stop_token();
    tasks.spawn("bad", async { panic!("as the test wants it") });
    tasks.spawn("good", async move {
        stop.cancelled().await;
        let _ = sender.send("done");
    });
    assert_eq!(tasks.running(), 2);
    tasks.stop();
    tasks.ended().await;
    assert_eq!((receiver.await, tasks.running()), (Ok("done"), 0));
}
