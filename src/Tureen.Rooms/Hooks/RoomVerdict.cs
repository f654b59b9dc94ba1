namespace Tureen.Rooms;

/// <summary>The answer of an application to what a client wants.</summary>
public readonly record struct RoomVerdict
{
    private RoomVerdict(string reason) => Reason = reason;

    /// <summary>The client may.</summary>
    public static RoomVerdict Allowed => default;

    /// <summary>Whether the client may.</summary>
    public bool IsAllowed => Reason is null;

    /// <summary>What the client reads when it may not; null when it may.</summary>
    public string? Reason { get; }

    /// <summary>The client may not.</summary>
    /// <param name="reason">What the client reads.</param>
    /// <returns>The answer.</returns>
    public static RoomVerdict Refused(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new RoomVerdict(reason);
    }
}
