namespace Tureen.Rooms.Broadcasts;

/// <summary>A refusal that reaches the client as an HTTP status and a reason.</summary>
internal sealed class BroadcastException(int status, string reason) : Exception(reason)
{
    public int Status { get; } = status;

    /// <summary>Seconds after which it may be different; null when it will not.</summary>
    public int? RetryAfter { get; init; }

    public static BroadcastException Invalid(string reason) => new(StatusCodes.Status400BadRequest, reason);

    public static BroadcastException NotFound(string kind, string id) =>
        new(StatusCodes.Status404NotFound, $"{kind} with id \"{id}\" does not exist");

    public static BroadcastException Conflict(string reason) => new(StatusCodes.Status409Conflict, reason);
}
