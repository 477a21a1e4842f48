package io.gossip.sample.demo;

import io.gossip.sample.storefront.OwnProcesses.OwnProcess;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts, stops and kills inventories. Only in the demo, and only for requests from this machine. */
@RestController
@RequestMapping("/api/demo/inventories")
final class FleetController {

    private final Fleet fleet;

    FleetController(Fleet fleet) {
        this.fleet = fleet;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    OwnProcess start() {
        return fleet.startOne()
                .orElseThrow(
                        () -> problem(HttpStatus.CONFLICT, Fleet.MOST + " inventories are enough for one machine"));
    }

    /** Graceful, or with {@code ?kill=true} without a word. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void end(@PathVariable String name, @RequestParam(defaultValue = "false") boolean kill) {
        boolean known = kill ? fleet.kill(name) : fleet.stop(name);
        if (!known) {
            throw problem(HttpStatus.NOT_FOUND, "'" + name + "' was not started here, or has ended");
        }
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
