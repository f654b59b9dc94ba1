namespace Tureen.Client.Native.Data;

/// <summary>What went over a data channel.</summary>
internal readonly record struct DataChannelCounts(long MessagesSent, long BytesSent, long MessagesReceived, long BytesReceived);
