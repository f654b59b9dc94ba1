namespace Tureen.Recording;

/// <summary>How a recorder works.</summary>
public sealed record RecorderOptions
{
    /// <summary>Where its files go.</summary>
    public required IRecordingStorage Storage { get; init; }

    /// <summary>What the names of its files begin with, such as <c>standup/ann</c>; <c>-1.webm</c>, <c>-2.webm</c> … follow.</summary>
    public required string Name { get; init; }

    /// <summary>How long a packet that is missing is waited for. The router requests it again from its sender in that time.</summary>
    public TimeSpan RepairWindow { get; init; } = TimeSpan.FromSeconds(1);
}
