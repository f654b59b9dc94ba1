using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Gives what the application tells to the object that it is told.</summary>
internal sealed class NotificationRouter(WorkerCore worker)
{
    private readonly WorkerObjects _objects = new(worker);

    /// <exception cref="MediasoupException">There is no such object, or the notification is malformed.</exception>
    public void Handle(Timestamp now, IncomingNotification notification, FlatReading reading, IDatagramSink sink)
    {
    }
}
