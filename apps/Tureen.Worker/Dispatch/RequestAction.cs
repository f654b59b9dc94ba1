namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Runs a request on its object; the answer is only that it was done.</summary>
internal delegate void RequestAction<in T>(T target, in RequestContext context);
