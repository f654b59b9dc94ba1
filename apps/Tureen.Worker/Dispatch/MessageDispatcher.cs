using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Does what a message asks for and answers it. On the worker's thread.</summary>
internal sealed class MessageDispatcher
{
    private const string Place = "ChannelSocket::onMessage";

    private readonly ChannelOutput _output;
    private readonly ChannelLog _log;
    private readonly Action _close;
    private readonly FlatReading _reading;
    private readonly FlatWriter _writer;
    private readonly WorkerObjects _objects;
    private readonly NotificationRouter _notifications;

    public MessageDispatcher(
        WorkerCore worker, WorkerArguments settings, ChannelSchema schema, ChannelOutput output, ChannelLog log, Action close)
    {
        _output = output;
        _log = log;
        _close = close;
        _reading = new FlatReading(schema);
        _writer = new FlatWriter(schema);
        _objects = new WorkerObjects(worker, new WorkerRequests(worker, settings, log));
        _notifications = new NotificationRouter(worker, _objects);
    }

    public void Handle(Timestamp now, ReadOnlySpan<byte> bytes, IDatagramSink sink)
    {
        if (!IncomingMessage.TryParse(bytes, _reading, out IncomingMessage message))
        {
            _log.Error(Place, $"discarding wrong Channel data: {_reading.Fault}");
        }
        else if (message.Kind == MessageBody.Request)
        {
            HandleRequest(now, IncomingRequest.Read(message.Table, RequestTable.BodyOf), sink);
        }
        else
        {
            HandleNotification(now, IncomingNotification.Read(message.Table), sink);
        }
    }

    private static string NameOf(Exception error) => error switch
    {
        MediasoupTypeException => "TypeError",
        NotFoundException => "NotFoundError",
        _ => "Error",
    };

    private void HandleRequest(Timestamp now, IncomingRequest request, IDatagramSink sink)
    {
        try
        {
            _writer.Clear();
            var context = new RequestContext(now, request, _reading, _writer, sink);
            context.ThrowIfMalformed();
            Answer answer = RequestTable.Run(_objects, context);
            _output.Send(OutgoingMessage.Accept(_writer, request.Id, answer.Kind, answer.Body));
        }
        catch (Exception error)
        {
            if (error is not (MediasoupException or SocketBindException))
            {
                _log.Error(Place, $"request failed [method:{RequestNames.Of(request.Method)}]: {error}");
            }

            _writer.Clear();
            _output.Send(OutgoingMessage.Reject(_writer, request.Id, NameOf(error), error.Message));
            BrokenRuntime.ThrowIfCause(error);
        }
    }

    private void HandleNotification(Timestamp now, IncomingNotification notification, IDatagramSink sink)
    {
        if (notification.Event == NotificationEvent.WorkerClose)
        {
            _close();
            return;
        }

        try
        {
            _notifications.Handle(now, notification, _reading, sink);
        }
        catch (Exception error)
        {
            BrokenRuntime.ThrowIfCause(error);
            _log.Error(Place, $"notification failed: {error.Message}");
        }
    }
}
