//! Accepts connections and answers their requests.

use std::{convert::Infallible, io, pin::pin, sync::Arc, time::Duration};

use hyper::{
    Request,
    body::{Bytes, Incoming},
    server::conn::http1::{Builder, Parts},
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    answer::{Preview, answer},
    connections::{Connection, Connections},
    console,
    stream::Stream,
};

/// The head of a request must be here within this time; an idle connection is closed after it.
const HEAD: Duration = Duration::from_secs(10);
/// The longest head that is read, in bytes.
const LONGEST_HEAD: usize = 64 << 10;
/// Requests that are being worked on when the end is asked for are answered within this time.
const LAST_ANSWERS: Duration = Duration::from_secs(1);
/// The response to a client that sent a part of a request.
const TIMED_OUT: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\n\
    Content-Length: 45\r\nConnection: close\r\n\r\nThe request did not come to its end in time.\n";

/// Answers requests until the end is asked for; then only those that are being worked on.
pub(super) async fn answer_all(listener: TcpListener, preview: &Arc<Preview>, end: impl Future<Output = ()>) {
    let connections = Arc::new(Connections::default());
    let mut tasks = JoinSet::new();
    let mut full = false;
    let mut end = pin!(end);
    loop {
        // Forgets those that are done.
        while tasks.try_join_next().is_some() {}
        let accepted = async {
            connections.room().await;
            listener.accept().await
        };
        let accepted = tokio::select! {
            accepted = accepted => accepted,
            () = &mut end => break,
        };
        match accepted {
            Ok((stream, _)) => {
                full = false;
                let connection = connections.enter();
                let number = connection.number();
                let task = tasks.spawn(talk(stream, connection, Arc::clone(preview)));
                connections.is_task(number, task);
            }
            // The system has no more file descriptors, or the client left before it was accepted.
            Err(error) => {
                let gone = matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset);
                if !gone && !connections.end_one() {
                    if !std::mem::replace(&mut full, true) {
                        console::print_error(format!("no connection can be taken at the moment: {error}"));
                    }
                    sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
    drop(listener);
    preview.live.end();
    let finished = async {
        while connections.works() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    let _ = timeout(LAST_ANSWERS, finished).await;
}

async fn talk(stream: TcpStream, connection: Connection, preview: Arc<Preview>) {
    let connection = Arc::new(connection);
    let service = service_fn(|request: Request<Incoming>| {
        let (preview, connection) = (Arc::clone(&preview), Arc::clone(&connection));
        Box::pin(async move {
            connection.works();
            let response = answer(request, &preview, &connection).await;
            connection.waits();
            Ok::<_, Infallible>(response)
        })
    });
    let _ = stream.set_nodelay(true);
    let mut talk = Builder::new()
        .timer(TokioTimer::new())
        // The usual spelling, which people search logs for.
        .title_case_headers(true)
        .header_read_timeout(HEAD)
        .max_buf_size(LONGEST_HEAD)
        .serve_connection(TokioIo::new(Stream::new(stream)), service);
    let Err(error) = (&mut talk).await else { return };
    if error.is_timeout() {
        let Parts { io, read_buf, .. } = talk.into_parts();
        let said: Bytes = read_buf;
        let mut stream = io.into_inner();
        if !said.is_empty() && stream.write_all(TIMED_OUT).await.is_ok() {
            let _ = stream.shutdown().await;
        }
    }
}
