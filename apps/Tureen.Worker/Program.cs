using Tureen.WorkerProcess.Hosting;

// The exit code of a managed end would come later, after threads that have nothing left to do.
ProcessNative.Exit(WorkerProgram.Run(args));
