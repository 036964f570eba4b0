//! A preview on the writer's machine: the bundle over HTTP, built again whenever content changes.
//!
//! It listens on the loopback address only and answers to the names of this machine only. Open pages ask
//! `/__nightdesk/live` and take the new content when the bundle changed; the wasm is never rebuilt here. `/inbox` takes
//! the requests that are sent from the preview, so that sending can be tried to the end.
//!
//! Reading order: `paths` keeps what is written apart from what is watched, `changes` reports that content changed,
//! `builder` builds, `live` notifies open pages; `listen` accepts connections and bounds them (`connections`,
//! `stream`), `answer` answers a request, with `body` for what is sent and `files` for what is requested; `stop` is the
//! signal to end.
//!
//! One thread answers all clients, because a client that waits must not hold a thread: one that stops in the middle
//! costs a connection, and the number of those is bounded. Files and the inbox are read and written on other threads.

mod console;
mod options;
mod paths;

mod builder;
mod changes;
mod live;

mod answer;
mod body;
mod files;

mod connections;
mod listen;
mod stream;

mod stop;

use std::{io, net::Ipv4Addr, sync::Arc, thread, time::Duration};

use tokio::{
    net::TcpListener,
    runtime,
    sync::{Semaphore, oneshot},
    time::timeout,
};

use super::inbox::Inbox;
use answer::Preview;
use changes::Changes;
use live::Live;
pub use options::ServeOptions;
use paths::Paths;
use stop::Stop;

/// A build that is running when the end is asked for may finish within this time.
const LAST_BUILD: Duration = Duration::from_secs(5);
/// The same for what is being written to the inbox.
const LAST_WRITES: Duration = Duration::from_secs(2);
/// Calls to the inbox that are worked on at the same time: its file takes one change after the other, and the threads
/// that wait for it are not there to read files.
const INBOX_CALLS: usize = 4;

/// Builds, serves and watches until the process is asked to end (SIGTERM or Ctrl-C; twice, to end at once).
///
/// # Errors
/// Where the content cannot be read or watched, the port is taken, the inbox file is something else, or the bundle
/// would be written into what is watched.
pub fn serve(options: &ServeOptions) -> io::Result<()> {
    let paths = Paths::find(options)?;
    let inbox = Arc::new(Inbox::open(&paths.inbox, &paths.site, &options.mount)?);
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(run(options, paths, inbox));
    // Not merely dropped: that would wait for ever for a disk that does not answer.
    runtime.shutdown_timeout(LAST_WRITES);
    ended
}

async fn run(options: &ServeOptions, paths: Paths, inbox: Arc<Inbox>) -> io::Result<()> {
    let address = format!("127.0.0.1:{}", options.port);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await.map_err(|error| {
        io::Error::other(format!("http://{address} cannot be opened ({error}); choose another port with --port"))
    })?;
    // The system chooses the port for 0.
    let address = listener.local_addr()?;
    let mut stop = Stop::new()?;
    // Before the first build: what is saved while it runs would never be seen.
    let (changes, watch) = Changes::of(&paths.content)?;
    let live = Arc::new(Live::default());
    let preview = Arc::new(Preview {
        site: paths.site.clone(),
        live: Arc::clone(&live),
        inbox: Arc::clone(&inbox),
        calls: Semaphore::new(INBOX_CALLS),
        bodies: body::Room::default(),
    });

    let (first, built) = oneshot::channel();
    let (alive, mut ended) = oneshot::channel::<()>();
    let (options_of_build, live_of_build) = (options.clone(), Arc::clone(&live));
    thread::Builder::new().name("build".into()).spawn(move || {
        let _alive = alive;
        builder::run(&options_of_build, &paths.bundle, &inbox, &live_of_build, &changes, first);
    })?;
    let lost = || io::Error::other("the build ended by itself, which is a fault of nightdesk; start it again");
    tokio::select! {
        built = built => {
            built.map_err(|_| lost())??;
            console::print(format!("Serving http://{address}/ – edit {} and the open page follows. Ctrl+C ends.",
                options.content.display()));
            console::print(format!("Requests arrive at http://{address}/inbox/"));
            let mut builds = true;
            let end = async {
                tokio::select! {
                    _ = &mut ended => builds = false,
                    () = stop.asked() => {}
                }
            };
            listen::answer_all(listener, &preview, end).await;
            if !builds {
                return Err(lost());
            }
        }
        () = stop.asked() => {}
    }
    watch.end();
    tokio::select! {
        _ = timeout(LAST_BUILD, ended) => {}
        () = stop.asked() => {}
    }
    Ok(())
}
