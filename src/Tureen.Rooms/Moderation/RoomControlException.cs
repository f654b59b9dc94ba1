namespace Tureen.Rooms;

/// <summary>A room or a participant cannot be changed as the caller wants.</summary>
/// <param name="status">The HTTP status of the refusal, such as 404.</param>
/// <param name="reason">Why.</param>
public sealed class RoomControlException(int status, string reason) : Exception(reason)
{
    /// <summary>The HTTP status of the refusal: 400 for a wrong value, 404 for what is not there, 409 for what cannot be, 503 for a limit.</summary>
    public int Status { get; } = status;
}
