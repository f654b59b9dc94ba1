namespace Tureen.Rooms.Protoo;

/// <summary>What a protoo frame is.</summary>
internal enum ProtooMessageKind
{
    Request,
    Response,
    Notification,
}
