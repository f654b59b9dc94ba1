using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>What the application sends: a request or a notification.</summary>
internal readonly ref struct IncomingMessage
{
    private IncomingMessage(MessageBody kind, FlatTable table)
    {
        Kind = kind;
        Table = table;
    }

    public MessageBody Kind { get; }

    /// <summary>For <see cref="IncomingRequest.Read"/> or <see cref="IncomingNotification.Read"/>.</summary>
    public FlatTable Table { get; }

    /// <summary>Takes a message without its size in front; the reason of a refusal is the fault of the reading.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, FlatReading reading, out IncomingMessage message)
    {
        FlatTable root = reading.Open(bytes);
        var kind = (MessageBody)root.UInt8(0);
        message = new IncomingMessage(kind, root.RequiredTable(1));
        if (kind is not (MessageBody.Request or MessageBody.Notification))
        {
            reading.Report("the message is neither a request nor a notification");
        }

        return !reading.IsFaulty;
    }
}
