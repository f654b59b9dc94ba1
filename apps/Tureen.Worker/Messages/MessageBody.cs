namespace Tureen.WorkerProcess.Messages;

/// <summary>The kind of a message.</summary>
internal enum MessageBody : byte
{
    None = 0,
    Request = 1,
    Response = 2,
    Notification = 3,
    Log = 4,
}
