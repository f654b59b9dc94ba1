using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>
/// Messages to the application. Write the body first, with the same writer. The result has its size in front and is
/// valid until the writer is used again.
/// </summary>
internal static class OutgoingMessage
{
    public static ReadOnlySpan<byte> Accept(FlatWriter writer, uint requestId, ResponseBody kind = ResponseBody.None, FlatOffset body = default)
    {
        writer.Begin();
        writer.UInt32(0, requestId);
        writer.Bool(1, value: true);
        writer.Union(2, (byte)kind, body);
        return Finish(writer, MessageBody.Response, writer.End());
    }

    /// <summary>Answers with an error. The application's library maps its name to a class: TypeError, NotFoundError or Error.</summary>
    public static ReadOnlySpan<byte> Reject(FlatWriter writer, uint requestId, string error, string reason)
    {
        writer.Begin();
        writer.UInt32(0, requestId);
        writer.Bool(1, value: false);
        writer.String(4, error);
        writer.String(5, reason);
        return Finish(writer, MessageBody.Response, writer.End());
    }

    public static ReadOnlySpan<byte> Notify(
        FlatWriter writer,
        string handlerId,
        NotificationEvent notificationEvent,
        NotificationBody kind = NotificationBody.None,
        FlatOffset body = default)
    {
        writer.Begin();
        writer.String(0, handlerId);
        writer.UInt8(1, (byte)notificationEvent);
        writer.Union(2, (byte)kind, body);
        return Finish(writer, MessageBody.Notification, writer.End());
    }

    /// <summary>Writes a log line that begins with the letter of its level: D, W, E or X.</summary>
    public static ReadOnlySpan<byte> Log(FlatWriter writer, string text)
    {
        writer.Begin();
        writer.String(0, text);
        return Finish(writer, MessageBody.Log, writer.End());
    }

    private static ReadOnlySpan<byte> Finish(FlatWriter writer, MessageBody kind, FlatOffset value)
    {
        writer.Begin();
        writer.Union(0, (byte)kind, value);
        return writer.Finish(writer.End());
    }
}
