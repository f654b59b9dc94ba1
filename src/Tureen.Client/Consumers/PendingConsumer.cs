using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>A consumer that waits for its batch.</summary>
internal sealed class PendingConsumer(ConsumerOptions options, RtpParameters rtpParameters)
{
    public ConsumerOptions Options { get; } = options;

    public RtpParameters RtpParameters { get; } = rtpParameters;

    public TaskCompletionSource<Consumer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
