// The browsers of one test already use every core, and the network namespace is one per process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
