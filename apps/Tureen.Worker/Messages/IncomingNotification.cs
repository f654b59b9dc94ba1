using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>A message of the application that needs no answer.</summary>
internal readonly ref struct IncomingNotification
{
    private IncomingNotification(FlatTable table, FlatTable body)
    {
        HandlerId = table.RequiredString(0);
        Event = (NotificationEvent)table.UInt8(1);
        Body = body;
    }

    /// <summary>The object that the notification is for; empty for the worker itself.</summary>
    public string HandlerId { get; }

    public NotificationEvent Event { get; }

    /// <summary>The body of the kind that the event requires; empty where it requires none. Errors inside show when it is read.</summary>
    public FlatTable Body { get; }

    public static IncomingNotification Read(FlatTable table)
    {
        NotificationBody expected = BodyOf((NotificationEvent)table.UInt8(1));
        FlatTable body = default;
        if (expected != NotificationBody.None)
        {
            body = table.RequiredTable(3);
            if (table.UInt8(2) != (byte)expected)
            {
                table.Report("the body is not that of the event");
            }
        }

        return new IncomingNotification(table, body);
    }

    private static NotificationBody BodyOf(NotificationEvent notificationEvent) => notificationEvent switch
    {
        NotificationEvent.TransportSendRtcp => NotificationBody.TransportSendRtcp,
        NotificationEvent.ProducerSend => NotificationBody.ProducerSend,
        NotificationEvent.DataProducerSend => NotificationBody.DataProducerSend,
        _ => NotificationBody.None,
    };
}
