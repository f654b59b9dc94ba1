using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Does what a message asks for and answers it. On the worker's thread.</summary>
internal sealed class MessageDispatcher(
    WorkerCore worker, WorkerArguments settings, ChannelSchema schema, ChannelOutput output, ChannelLog log, Action close)
{
    private const string Place = "ChannelSocket::onMessage";

    private readonly FlatReading _reading = new(schema);
    private readonly FlatWriter _writer = new(schema);
    private readonly RequestRouter _requests = new(worker, settings, log);
    private readonly NotificationRouter _notifications = new(worker);

    public void Handle(Timestamp now, ReadOnlySpan<byte> bytes, IDatagramSink sink)
    {
        if (!IncomingMessage.TryParse(bytes, _reading, out IncomingMessage message))
        {
            log.Error(Place, $"discarding wrong Channel data: {_reading.Fault}");
        }
        else if (message.Kind == MessageBody.Request)
        {
            HandleRequest(now, IncomingRequest.Read(message.Table), sink);
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
            Answer answer = _requests.Handle(context);
            output.Send(OutgoingMessage.Accept(_writer, request.Id, answer.Kind, answer.Body));
        }
        catch (Exception error)
        {
            if (error is not (MediasoupException or SocketBindException))
            {
                log.Error(Place, $"request failed [method:{RequestNames.Of(request.Method)}]: {error}");
            }

            _writer.Clear();
            output.Send(OutgoingMessage.Reject(_writer, request.Id, NameOf(error), error.Message));
            BrokenRuntime.ThrowIfCause(error);
        }
    }

    private void HandleNotification(Timestamp now, IncomingNotification notification, IDatagramSink sink)
    {
        if (notification.Event == NotificationEvent.WorkerClose)
        {
            close();
            return;
        }

        try
        {
            _notifications.Handle(now, notification, _reading, sink);
        }
        catch (Exception error)
        {
            BrokenRuntime.ThrowIfCause(error);
            log.Error(Place, $"notification failed: {error.Message}");
        }
    }
}
