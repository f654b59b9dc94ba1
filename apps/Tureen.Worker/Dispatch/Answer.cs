using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>What a request is answered with: a body that has been written, or nothing more than that it was done.</summary>
internal readonly record struct Answer(ResponseBody Kind, FlatOffset Body)
{
    public static Answer Done => default;
}
