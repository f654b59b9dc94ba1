namespace Tureen.Rooms.Members;

/// <summary>A producer as the status page shows it.</summary>
internal sealed record ProducerStatus(string Kind, bool IsPaused);
